import { alarmsOf } from '../../../deployment/alarms/alarms.ts'
import type { Widget } from '../../../deployment/dashboard/body.ts'
import { dashboardBody } from '../../../deployment/dashboard/dashboard.ts'
import { drawGraph } from './draw-graph.ts'
import { drawAlarms, drawLog, drawNumbers, drawText } from './draw-panels.ts'
import { sampleSettings } from './sample-settings.ts'
import { type Box, INK, px } from './svg.ts'

const COLUMN = 40
const ROW = 34
const MARGIN = 10

/** What the sample's log holds. */
const failures = [
  [
    '11:15:03',
    'ERR_TOO_MANY_BAD',
    'orders-1: 212 of 380 records are bad, the first at offset 88120417 (ERR_RECORD_UNMAPPABLE, column total).',
  ],
  ...['10:29:12', '10:28:55', '10:28:41', '10:28:09', '10:27:54'].map(
    (time) =>
      [
        time,
        'ERR_STORE_TRANSIENT',
        'The connection to svc-1.example.com:3306 was refused (ECONNREFUSED).',
      ] as const,
  ),
] as const

/** The alarms of the sample that are still on at its end: they stay for an hour. */
const on = ['breaker', 'dead-letters']

/** The dashboard of the sample as a picture in SVG: the same body that is deployed, with the sample's numbers. */
export function drawDashboard(): string {
  const { widgets } = dashboardBody(sampleSettings)
  const bottom = Math.max(...widgets.map(({ y, height }) => y + height))
  const [width, height] = [24 * COLUMN + 2 * MARGIN, bottom * ROW + 2 * MARGIN]
  const title = 'The CloudWatch dashboard of a deployment with three topics, drawn from sample data'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" role="img">`,
    `<title>${title}</title>`,
    `<rect width="100%" height="100%" rx="6" fill="${INK.page}"/>`,
    ...widgets.map((widget) => drawWidget(widget, boxOf(widget))),
    '</svg>',
    '',
  ].join('\n')
}

function boxOf({ x, y, width, height }: Widget): Box {
  const gap = 4
  return {
    x: MARGIN + x * COLUMN + gap,
    y: MARGIN + y * ROW + gap,
    width: width * COLUMN - 2 * gap,
    height: height * ROW - 2 * gap,
  }
}

function drawWidget(widget: Widget, box: Box): string {
  switch (widget.type) {
    case 'text':
      return drawText(widget, box)
    case 'alarm':
      return drawAlarms(widget, alarmNames(), on, box)
    case 'log':
      return drawLog(widget, failures, box)
    case 'metric':
      return widget.properties.view === 'singleValue'
        ? drawNumbers(widget.properties, box)
        : drawGraph(widget.properties, box)
    default:
      return widget satisfies never
  }
}

/** Their names without the stack's. */
function alarmNames(): readonly string[] {
  const names = alarmsOf(sampleSettings).map(({ key, part }) =>
    part === null ? key : `${key}-${part.name}`,
  )
  return names.toSorted((a, b) => Number(on.includes(b)) - Number(on.includes(a)))
}
