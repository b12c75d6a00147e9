import type { KeyDefinition } from './key-definition.ts'
import type { Key } from './table-model.ts'

/** Gives every key its name: the written one, or the one the server makes up. */
export function nameKeys(definitions: readonly KeyDefinition[]): readonly Key[] {
  const taken = new Set(
    definitions.flatMap(({ kind, name }) =>
      name === null || kind === 'primary' ? [] : [name.toLowerCase()],
    ),
  )
  return definitions.map((definition) => {
    const name = nameOf(definition, taken)
    taken.add(name.toLowerCase())
    return { ...definition, name }
  })
}

function nameOf(definition: KeyDefinition, taken: ReadonlySet<string>): string {
  // The name given to a primary key is ignored, as MySQL does.
  if (definition.kind === 'primary') return 'PRIMARY'
  if (definition.name !== null) return definition.name
  const [first] = definition.columns
  if (definition.kind === 'shard') return '__SHARDKEY'
  if (first === undefined) return '__UNORDERED'
  let name = first.name
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${first.name}_${count}`
  return name
}
