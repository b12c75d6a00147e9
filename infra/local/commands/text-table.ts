import { cutToWidth, displayWidth } from './display-width.ts'
import { visibleText } from './visible-text.ts'

const LONGEST_CELL = 36
const GAP = 2

type Cells = readonly (string | null)[]

/**
 * Lays rows out in aligned columns, numbers to the right, long cells cut; one string a line, the header and its rule
 * first. A table wider than `maxWidth` is turned: each column becomes a line, for as many rows as fit.
 */
export function textTable(
  columns: readonly string[],
  rows: readonly Cells[],
  maxWidth = Number.POSITIVE_INFINITY,
): readonly string[] {
  const upright = layout(columns, rows)
  const fits = upright.every((line) => displayWidth(line) <= maxWidth)
  if (fits || rows.length === 0) return upright
  for (let shown = rows.length; shown > 1; shown--) {
    const turned = turn(columns, rows.slice(0, shown), rows.length)
    if (turned.every((line) => displayWidth(line) <= maxWidth)) return turned
  }
  return turn(columns, rows.slice(0, 1), rows.length)
}

function turn(
  columns: readonly string[],
  rows: readonly Cells[],
  total: number,
): readonly string[] {
  const left = total - rows.length
  const header = ['column', ...rows.map((_, index) => `row ${index + 1}`)]
  const lines = columns.map((name, index) => [name, ...rows.map((row) => row[index] ?? null)])
  const more = left === 0 ? [] : [`… and ${left} more ${left === 1 ? 'row' : 'rows'}`]
  return [...layout(header, lines), ...more]
}

function layout(columns: readonly string[], rows: readonly Cells[]): readonly string[] {
  const header = columns.map(printed)
  const body = rows.map((row) => columns.map((_, index) => printed(row[index] ?? null)))
  const widths = header.map((name, index) =>
    Math.max(displayWidth(name), ...body.map((cells) => displayWidth(cells[index] ?? ''))),
  )
  const numeric = columns.map(
    (_, index) => rows.length > 0 && rows.every((row) => isNumber(row[index])),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell))
        return numeric[index] === true ? padding + cell : cell + padding
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  return [
    line(header),
    widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP)),
    ...body.map(line),
  ]
}

function isNumber(cell: string | null | undefined): boolean {
  return (cell ?? null) === null || /^-?[\d.]+$/.test(cell ?? '')
}

function printed(cell: string | null): string {
  return cell === null ? 'NULL' : cutToWidth(visibleText(cell), LONGEST_CELL)
}
