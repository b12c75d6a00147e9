import type { Content, Widget } from './body.ts'

/** Columns of a dashboard. */
const COLUMNS = 24

/** Widgets side by side, all of one height. */
export interface Row {
  readonly height: number
  readonly contents: readonly Content[]
}

/** Places rows below each other; the widgets of a row share its width evenly. */
export function layOut(rows: readonly Row[]): readonly Widget[] {
  let y = 0
  return rows.flatMap(({ height, contents }) => {
    const width = Math.floor(COLUMNS / contents.length)
    const top = y
    y += height
    return contents.map((content, index) => ({
      x: index * width,
      y: top,
      width,
      height,
      ...content,
    }))
  })
}
