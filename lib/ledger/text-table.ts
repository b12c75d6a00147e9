/** A cell; numbers stand to the right. */
export type Cell = string | number | null

/** Rows in aligned columns, the header and its rule first; each line ends with a line end. */
export function textTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const body = rows.map((row) => columns.map((_, index) => shown(row[index] ?? null)))
  const widths = columns.map((name, index) =>
    Math.max(width(name), ...body.map((cells) => width(cells[index] ?? ''))),
  )
  const numeric = columns.map((_, index) =>
    rows.every((row) => typeof (row[index] ?? 0) === 'number'),
  )
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - width(cell))
        return numeric[index] === true ? padding + cell : cell + padding
      })
      .join('  ')
      .trimEnd()}\n`
  return [line(columns), line(widths.map((length) => '-'.repeat(length))), ...body.map(line)].join(
    '',
  )
}

function shown(cell: Cell): string {
  return cell === null ? '-' : String(cell)
}

function width(text: string): number {
  return [...text].length
}
