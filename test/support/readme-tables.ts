import { type Option, options } from '../../lib/config/options.ts'
import { columnType } from '../../lib/singlestore/data-table/column-type.ts'
import type { TypeProfile } from '../../lib/table/encoding.ts'
import { SOURCE_TYPES } from './source-types.ts'

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const code = (text: string | null) => (text === null || text === '' ? '–' : `\`${text}\``)

function property(option: Option): string | null {
  return option.property === null ? null : `${option.property}${option.member ?? ''}`
}

/** The README's tables of options. */
export function optionsTables(): string {
  const all: readonly Option[] = Object.values(options)
  const row = (option: Option) => [
    code(option.environment),
    code(property(option)),
    option.default === '' ? '–' : option.default.replaceAll('|', '\\|'),
    `${option.meaning.replaceAll('|', '\\|')} Wants ${option.wants.replaceAll('|', '\\|')}.`,
  ]
  return table(['environment', 'property', 'default', 'meaning'], all.map(row))
}

/** The README says once which character set and collation texts have. */
const bare = (type: string) => type.replace(/ CHARACTER SET.*$/, '')

/** The README's table of types. */
export function typesTable(): string {
  return table(
    ['type', 'column', 'in a key', 'in the profile `connector`'],
    SOURCE_TYPES.map(({ named, schemas }) => {
      const columns = (inKey: boolean, profile: TypeProfile) =>
        [...new Set(schemas.map((schema) => bare(columnType(schema, inKey, profile))))]
          .map(code)
          .join(' or ')
      const [outside, inside] = [columns(false, 'lossless'), columns(true, 'lossless')]
      return [named, outside, inside === outside ? '' : inside, columns(false, 'connector')]
    }),
  )
}
