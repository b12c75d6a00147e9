import { displayWidth, wrapToWidth } from './display-width.ts'
import { visibleText } from './visible-text.ts'

const GAP = 2
/** No column becomes narrower: rather the table overflows. */
const LEAST = 8

/**
 * Lays rows out in aligned columns, nothing left out: cells of a table wider than `maxWidth` are broken into lines, those
 * of the widest columns first. One string a line, the header and its rule first.
 */
export function wrappedTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  maxWidth: number,
): readonly string[] {
  const body = rows.map((row) => columns.map((_, index) => visibleText(row[index] ?? '')))
  const natural = columns.map((name, index) =>
    Math.max(displayWidth(name), ...body.map((cells) => displayWidth(cells[index] ?? ''))),
  )
  const least = columns.map((name) => Math.max(LEAST, displayWidth(name)))
  const widths = narrowed(natural, least, maxWidth - GAP * (columns.length - 1))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)))
      .join(' '.repeat(GAP))
      .trimEnd()
  return [
    line(columns),
    widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP)),
    ...body.flatMap((cells) => wrapped(cells, widths).map(line)),
  ]
}

function narrowed(
  natural: readonly number[],
  least: readonly number[],
  available: number,
): readonly number[] {
  const widths = [...natural]
  const slack = (index: number) => (widths[index] ?? 0) - (least[index] ?? 0)
  for (;;) {
    if (widths.reduce((sum, width) => sum + width, 0) <= available) return widths
    const widest = widths
      .map((_, index) => index)
      .filter((index) => slack(index) > 0)
      .reduce<number | null>(
        (best, index) =>
          best === null || (widths[index] ?? 0) > (widths[best] ?? 0) ? index : best,
        null,
      )
    if (widest === null) return widths
    widths[widest] = (widths[widest] ?? 0) - 1
  }
}

/** The lines of one row. */
function wrapped(
  cells: readonly string[],
  widths: readonly number[],
): readonly (readonly string[])[] {
  const lines = cells.map((cell, index) => wrapToWidth(cell, widths[index] ?? 0))
  const height = Math.max(...lines.map(({ length }) => length))
  return Array.from({ length: height }, (_, at) => lines.map((of) => of[at] ?? ''))
}
