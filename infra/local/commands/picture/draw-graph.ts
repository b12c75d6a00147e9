import type { GraphProperties } from '../../../deployment/dashboard/body.ts'
import { short, ticks } from './axis.ts'
import { type Drawn, drawnLines } from './drawn-lines.ts'
import { POINT_SECONDS, POINTS, type Series } from './series.ts'
import { type Box, INK, LINE_COLORS, panel, path, px, text, textWidth } from './svg.ts'

/** A graph with its axes, thresholds and legend. */
export function drawGraph(properties: GraphProperties, box: Box): string {
  const { title, yAxis, annotations } = properties
  const lines = drawnLines(properties)
  const thresholds = annotations?.horizontal ?? []
  const rightUnit = yAxis?.right?.label
  const plot = plotIn(box, rightUnit !== undefined)
  const scaleOf = (axis: Drawn['axis']): Scale => {
    const marks = ticks(
      Math.max(
        ...lines.filter((line) => line.axis === axis).flatMap(({ series }) => known(series)),
        ...(axis === 'left' ? thresholds.map(({ value }) => value) : []),
        0,
      ),
    )
    const top = marks.at(-1) ?? 1
    return { marks, at: (value) => plot.y + plot.height * (1 - value / top) }
  }
  const left = scaleOf('left')
  const right = scaleOf('right')
  return [
    panel(box),
    text(box.x + 10, box.y + 18, title, { size: 12, bold: true }),
    text(box.x + 10, box.y + 33, yAxis?.left.label ?? '', { size: 10, color: INK.faint }),
    ...(rightUnit === undefined
      ? []
      : [
          text(box.x + box.width - 10, box.y + 33, rightUnit, {
            size: 10,
            color: INK.faint,
            anchor: 'end',
          }),
          ...marksOf(right, plot.x + plot.width + 5, 'start'),
        ]),
    ...left.marks.map((mark) =>
      path(`M${px(plot.x)} ${px(left.at(mark))}h${px(plot.width)}`, INK.grid, 1),
    ),
    ...marksOf(left, plot.x - 5, 'end'),
    ...hours(plot),
    ...thresholds.map(({ value, color }) =>
      path(`M${px(plot.x)} ${px(left.at(value))}h${px(plot.width)}`, color, 1, '5 3'),
    ),
    ...lines.map(({ series, axis }, index) =>
      path(curve(series, plot, axis === 'left' ? left : right), colorOf(index), 1.6),
    ),
    ...legend(
      [
        ...lines.map(({ label }, index) => ({ label, color: colorOf(index), dashes: '' })),
        ...thresholds.map(({ label, color }) => ({ label, color, dashes: '3 2' })),
      ],
      box,
    ),
  ].join('\n')
}

interface Scale {
  readonly marks: readonly number[]
  readonly at: (value: number) => number
}

function plotIn({ x, y, width, height }: Box, hasRight: boolean): Box {
  const left = 44
  return {
    x: x + left,
    y: y + 42,
    width: width - left - (hasRight ? 40 : 20),
    height: height - 42 - 58,
  }
}

function marksOf({ marks, at }: Scale, x: number, anchor: 'start' | 'end'): readonly string[] {
  return marks.map((mark) =>
    text(x, at(mark) + 3.5, short(mark), { size: 10, color: INK.faint, anchor }),
  )
}

/** The sample begins at nine, UTC. */
function hours(plot: Box): readonly string[] {
  const seconds = POINTS * POINT_SECONDS
  return [0, 1, 2, 3].map((hour) => {
    const x = plot.x + (plot.width * hour * 3600) / seconds
    const label = `${String(9 + hour).padStart(2, '0')}:00`
    return text(x, plot.y + plot.height + 14, label, {
      size: 10,
      color: INK.faint,
      anchor: 'middle',
    })
  })
}

function curve(series: Series, plot: Box, { at }: Scale): string {
  const step = plot.width / (POINTS - 1)
  let pen = 'M'
  return series
    .map((value, index) => {
      if (value === null) {
        pen = 'M'
        return ''
      }
      const point = `${pen}${px(plot.x + index * step)} ${px(at(value))}`
      pen = 'L'
      return point
    })
    .join('')
}

interface Entry {
  readonly label: string
  readonly color: string
  readonly dashes: string
}

/** Entries side by side, on two lines at most. */
function legend(entries: readonly Entry[], { x, y, width, height }: Box): readonly string[] {
  const [start, end] = [x + 12, x + width - 8]
  let [at, line] = [start, 0]
  return entries.flatMap(({ label, color, dashes }) => {
    const space = 18 + textWidth(label, 10) + 8
    if (at + space > end && at > start) [at, line] = [start, line + 1]
    const top = y + height - 24 + line * 14
    const entry = [
      path(`M${px(at)} ${px(top - 3.5)}h13`, color, 2.5, dashes),
      text(at + 17, top, label, { size: 10 }),
    ]
    at += space
    return entry
  })
}

function colorOf(index: number): string {
  return LINE_COLORS[index % LINE_COLORS.length] ?? INK.text
}

function known(series: Series): readonly number[] {
  return series.filter((value) => value !== null)
}
