import { type ColumnDefinition, readColumnDefinition } from './column-definition.ts'
import { isKeyDefinition, type KeyDefinition, readKeyDefinition } from './key-definition.ts'
import { notEmulated, unsupported, unsupportedDistributed } from './refusal.ts'
import { type Statement, type TableName, tableName } from './statement.ts'

/** Where an added column goes: behind a named one, first, or last. */
export type Position =
  | { readonly kind: 'after'; readonly column: string }
  | { readonly kind: 'first' }
  | { readonly kind: 'last' }

/** One change that an ALTER TABLE asks for. */
export type AlterSpec =
  | {
      readonly kind: 'add-column'
      readonly definition: ColumnDefinition
      readonly position: Position
    }
  | { readonly kind: 'add-key'; readonly key: KeyDefinition }
  | { readonly kind: 'drop-column'; readonly name: string }
  | { readonly kind: 'drop-key'; readonly name: string }
  | { readonly kind: 'modify-column'; readonly definition: ColumnDefinition }
  | { readonly kind: 'rename-column'; readonly from: string; readonly to: string }
  | { readonly kind: 'rename-table'; readonly to: TableName }

/** Reads `spec, … [TIMEOUT n]` up to the statement's end. */
export function readAlterSpecs(statement: Statement): readonly AlterSpec[] {
  const { cursor } = statement
  const specs: AlterSpec[] = []
  cursor.list(() => specs.push(...readSpec(statement)))
  if (cursor.accept('TIMEOUT')) cursor.integer()
  cursor.end()
  return specs
}

function readSpec(statement: Statement): readonly AlterSpec[] {
  const { cursor } = statement
  if (cursor.accept('ADD')) return readAdd(statement)
  if (cursor.accept('DROP')) return [readDrop(statement)]
  if (cursor.accept('MODIFY')) {
    cursor.accept('COLUMN')
    const definition = readColumnDefinition(cursor)
    if (cursor.isOneOf('FIRST', 'AFTER')) throw unsupported('moving a column with MODIFY')
    return [{ kind: 'modify-column', definition }]
  }
  if (cursor.accept('CHANGE')) return [readChange(statement)]
  if (cursor.is('RENAME', 'COLUMN')) throw unsupported('RENAME COLUMN (write CHANGE old new)')
  if (cursor.isOneOf('RENAME') && ['INDEX', 'KEY'].includes(cursor.peek(1).keyword)) {
    throw unsupported('RENAME INDEX')
  }
  if (cursor.accept('RENAME')) {
    cursor.acceptOneOf('TO', 'AS')
    return [{ kind: 'rename-table', to: tableName(statement) }]
  }
  if (cursor.is('AUTO_INCREMENT')) {
    throw unsupportedDistributed('ALTER TABLE...AUTO_INCREMENT=X for sharded tables')
  }
  throw notEmulated(`ALTER TABLE … ${cursor.peek().text}`)
}

function readAdd(statement: Statement): readonly AlterSpec[] {
  const { cursor } = statement
  if (isKeyDefinition(cursor)) return [{ kind: 'add-key', key: readKeyDefinition(cursor) }]
  cursor.accept('COLUMN')
  if (cursor.is('IF')) throw unsupported('ADD COLUMN IF NOT EXISTS')
  if (!cursor.is('(')) return [addColumn(statement)]
  const added: AlterSpec[] = []
  cursor.parenthesised(() => added.push(addColumn(statement)))
  return added
}

function addColumn({ cursor }: Statement): AlterSpec {
  const definition = readColumnDefinition(cursor)
  if (cursor.accept('FIRST')) return { kind: 'add-column', definition, position: { kind: 'first' } }
  if (cursor.accept('AFTER')) {
    const position: Position = { kind: 'after', column: cursor.name() }
    return { kind: 'add-column', definition, position }
  }
  return { kind: 'add-column', definition, position: { kind: 'last' } }
}

function readDrop({ cursor }: Statement): AlterSpec {
  if (cursor.accept('PRIMARY', 'KEY')) return { kind: 'drop-key', name: 'PRIMARY' }
  if (cursor.is('FOREIGN')) throw unsupported('Foreign keys')
  if (cursor.isOneOf('CHECK', 'CONSTRAINT')) throw unsupported('Check constraints')
  if (cursor.acceptOneOf('INDEX', 'KEY') !== undefined) {
    return { kind: 'drop-key', name: cursor.name() }
  }
  cursor.accept('COLUMN')
  if (cursor.is('IF')) throw unsupported('DROP COLUMN IF EXISTS')
  return { kind: 'drop-column', name: cursor.name() }
}

/** `CHANGE old new` renames; SingleStore takes no type behind it. */
function readChange({ cursor }: Statement): AlterSpec {
  cursor.accept('COLUMN')
  const from = cursor.name()
  const to = cursor.name()
  const { kind } = cursor.peek()
  if (kind === 'word' && !cursor.is('TIMEOUT')) throw cursor.fail()
  return { kind: 'rename-column', from, to }
}
