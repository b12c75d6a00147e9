import { cutToWidth, displayWidth } from './display-width.ts'
import { visibleText } from './visible-text.ts'

const LONGEST_CELL = 36

/** Lays rows out in aligned columns, numbers to the right, long cells cut; one string a line. */
export function textTable(
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): readonly string[] {
  const header = columns.map(printed)
  const body = rows.map((row) => columns.map((_, index) => printed(row[index] ?? null)))
  const widths = header.map((name, index) =>
    Math.max(displayWidth(name), ...body.map((cells) => displayWidth(cells[index] ?? ''))),
  )
  const numeric = columns.map(
    (_, index) =>
      rows.length > 0 &&
      rows.every((row) => (row[index] ?? null) === null || /^-?[\d.]+$/.test(row[index] ?? '')),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell))
        return numeric[index] === true ? padding + cell : cell + padding
      })
      .join('  ')
      .trimEnd()
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)]
}

function printed(cell: string | null): string {
  return cell === null ? 'NULL' : cutToWidth(visibleText(cell), LONGEST_CELL)
}
