import type {
  AlarmContent,
  GraphProperties,
  LogContent,
  TextContent,
} from '../../../deployment/dashboard/body.ts'
import { short } from './axis.ts'
import { drawnLines } from './drawn-lines.ts'
import { type Box, INK, panel, px, text, textWidth } from './svg.ts'

/** The numbers of the last period, side by side. */
export function drawNumbers(properties: GraphProperties, box: Box): string {
  const lines = drawnLines(properties)
  const width = box.width / lines.length
  return [
    panel(box),
    text(box.x + 10, box.y + 18, properties.title, { size: 12, bold: true }),
    ...lines.flatMap(({ label, series }, index) => {
      const middle = box.x + width * (index + 0.5)
      return [
        text(middle, box.y + 54, short(series.at(-1) ?? 0), { size: 24, anchor: 'middle' }),
        text(middle, box.y + 74, label, { size: 10, anchor: 'middle', color: INK.faint }),
      ]
    }),
  ].join('\n')
}

/** The text of the dashboard, its Markdown reduced to a heading and lines that are broken. */
export function drawText({ properties: { markdown } }: TextContent, box: Box): string {
  const [heading = '', ...paragraphs] = markdown.replaceAll('**', '').split('\n\n')
  const lines = paragraphs.flatMap((paragraph) => broken(paragraph, box.width - 20))
  return [
    text(box.x + 4, box.y + 24, heading.replace(/^#+ /, ''), { size: 18, bold: true }),
    ...lines.map((line, index) => text(box.x + 4, box.y + 44 + index * 15, line, { size: 11 })),
  ].join('\n')
}

/** Alarms by name; `on` are the keys of those that are on. */
export function drawAlarms(
  { properties: { title } }: AlarmContent,
  names: readonly string[],
  on: readonly string[],
  box: Box,
): string {
  const columns = 6
  const width = (box.width - 16) / columns
  const height = (box.height - 36) / Math.ceil(names.length / columns)
  return [
    panel(box),
    text(box.x + 10, box.y + 18, title, { size: 12, bold: true }),
    ...names.map((name, index) => {
      const [x, y] = [
        box.x + 10 + (index % columns) * width,
        box.y + 30 + Math.floor(index / columns) * height,
      ]
      const isOn = on.includes(name)
      const fill = isOn ? '#d13212' : '#1d8102'
      const mark = `<rect x="${px(x)}" y="${px(y)}" width="10" height="10" rx="2" fill="${fill}"/>`
      return mark + text(x + 15, y + 9, name, { size: 10, bold: isOn })
    }),
  ].join('\n')
}

/** A table of the log: time, code and what was said. */
export function drawLog(
  { properties: { title } }: LogContent,
  rows: readonly (readonly [string, string, string])[],
  box: Box,
): string {
  return [
    panel(box),
    text(box.x + 10, box.y + 18, title, { size: 12, bold: true }),
    ...[['time, UTC', 'errorCode', 'what'] as const, ...rows].flatMap((row, index) =>
      [10, 90, 250].map((x, column) =>
        text(box.x + x, box.y + 38 + index * 16, row[column] ?? '', {
          size: 10,
          color: index === 0 ? INK.faint : INK.text,
        }),
      ),
    ),
  ].join('\n')
}

function broken(paragraph: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
