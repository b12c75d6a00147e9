import type { SourceFile } from './source-file.ts'
import type { Token } from './tokens.ts'

const drawers = new Set(['utils', 'util', 'helpers', 'common', 'shared', 'services', 'types'])

/** Barrels, and files and folders named for no idea. */
export function nameFaults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path }) => {
    const parts = path.replace(/\.[a-z]+$/, '').split('/')
    return [
      ...(parts.at(-1) === 'index'
        ? [`${path}: a barrel; import from the file that owns the name`]
        : []),
      ...parts
        .filter((part) => drawers.has(part))
        .map((part) => `${path}: "${part}" is a drawer, not a noun of this field`),
    ]
  })
}

/** `export default`, `enum`, and `any` as a type. */
export function wordFaults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, tokens }) =>
    tokens.flatMap((token, i) => {
      const fault =
        token.kind === 'word' ? wordFault(token, tokens[i - 1], tokens[i + 1]) : undefined
      return fault === undefined ? [] : [`${path}:${token.line}: ${fault}`]
    }),
  )
}

const beforeTypes = new Set([':', '<', '|', '&', '>', 'as', 'satisfies', 'readonly', 'keyof'])

function wordFault(
  { text }: Token,
  before: Token | undefined,
  after: Token | undefined,
): string | undefined {
  if (text === 'default' && before?.text === 'export') return 'export default'
  if (text === 'enum' && before?.text !== '.' && after?.kind === 'word') return 'enum'
  const isType = before !== undefined && beforeTypes.has(before.text)
  return text === 'any' && isType && after?.text !== '(' ? 'any' : undefined
}

const LARGEST_LINES = 250
const MEDIAN_LINES = 90

/** Files of the product that nobody sees across, and a product whose files have grown so. */
export function sizeFaults(files: readonly SourceFile[]): readonly string[] {
  const product = files.filter(({ path }) => /^(?:functions|lib)\//.test(path))
  const sizes = product.map(({ lines }) => lines).toSorted((left, right) => left - right)
  const median = sizes[sizes.length >> 1] ?? 0
  return [
    ...product
      .filter(({ lines }) => lines > LARGEST_LINES)
      .map(({ path, lines }) => `${path}: ${lines} lines, at most ${LARGEST_LINES}`),
    ...(median >= MEDIAN_LINES
      ? [`functions and lib: a median of ${median} lines, below ${MEDIAN_LINES} is wanted`]
      : []),
  ]
}
