/** One property, and the line it begins in; the first line is 1. */
interface Entry {
  readonly text: string
  readonly line: number
}

/** The entries of a `.properties` text, and what is wrong with it. */
export interface Properties {
  readonly entries: ReadonlyMap<string, Entry>
  readonly faults: readonly Fault[]
}

interface Fault {
  readonly line: number
  /** Where a property is given a second time; null where the line cannot be read. */
  readonly twice: string | null
}

/**
 * Reads the text of a Java `.properties` file: comments (`#`, `!`), separators (`=`, `:`, white space), continued lines
 * and escapes as `java.util.Properties.load` has them. Unlike Java it tells a property that is given twice.
 */
export function parseProperties(text: string): Properties {
  const entries = new Map<string, Entry>()
  const faults: Fault[] = []
  for (const { line, number } of logicalLines(text.replace(/^\uFEFF/, ''))) {
    const [key, value] = splitEntry(line).map(withoutEscapes)
    if (key === undefined || key === null || value === undefined || value === null) {
      faults.push({ line: number, twice: null })
    } else if (entries.has(key)) {
      faults.push({ line: number, twice: key })
    } else {
      entries.set(key, { text: value, line: number })
    }
  }
  return { entries, faults }
}

/** Joins lines that end in an odd number of backslashes; drops comments, blank lines and indentation. */
function* logicalLines(
  text: string,
): Generator<{ readonly line: string; readonly number: number }> {
  const lines = text.split(/\r\n|\n|\r/)
  for (let index = 0; index < lines.length; index++) {
    let line = withoutIndent(lines[index])
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue
    const number = index + 1
    while (isContinued(line)) {
      index += 1
      line = line.slice(0, -1) + withoutIndent(lines[index])
    }
    if (line !== '') yield { line, number }
  }
}

function withoutIndent(line: string | undefined): string {
  return (line ?? '').replace(/^[ \t\f]+/, '')
}

function isContinued(line: string): boolean {
  return (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1
}

/** The key ends at the first separator that no backslash precedes; one `=` or `:` may follow white space. */
function splitEntry(line: string): readonly [string, string] {
  const key = /^(?:\\.|[^\\=: \t\f])*/s.exec(line)?.[0] ?? ''
  return [key, line.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')]
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Null where a `\u` is damaged; a backslash before any other character is dropped. */
function withoutEscapes(text: string): string | null {
  if (/(?<!\\)(?:\\\\)*\\u(?![\da-fA-F]{4})/.test(text)) return null
  return text.replace(
    /\\(?:u([\da-fA-F]{4})|(.))/gs,
    (_, unit: string | undefined, char: string) =>
      unit === undefined
        ? (controls[char] ?? char)
        : String.fromCharCode(Number.parseInt(unit, 16)),
  )
}
