import type { GraphProperties, Line, MetricContent, Threshold } from './body.ts'

/** Five minutes: as the alarms look at it. */
const PERIOD_SECONDS = 300

interface Graph {
  readonly title: string
  /** What the left axis counts, with its unit. */
  readonly unit: string
  /** What the right axis counts, where lines go by it. */
  readonly rightUnit?: string
  readonly lines: readonly Line[]
  readonly stat?: string
  readonly periodSeconds?: number
  readonly thresholds?: readonly Threshold[]
}

/** Lines over time; both axes begin at zero. */
export function graph(given: Graph): MetricContent {
  const { unit, rightUnit, thresholds = [], lines } = given
  const properties: GraphProperties = {
    ...common(given),
    view: 'timeSeries',
    metrics: lines,
    yAxis: {
      left: { label: unit, min: 0, showUnits: false },
      ...(rightUnit === undefined
        ? {}
        : { right: { label: rightUnit, min: 0, showUnits: false } as const }),
    },
    ...(thresholds.length === 0 ? {} : { annotations: { horizontal: thresholds } }),
    legend: { position: 'bottom' },
  }
  return { type: 'metric', properties }
}

/** Numbers of the last period. */
export function numbers(given: Pick<Graph, 'title' | 'lines' | 'stat'>): MetricContent {
  return {
    type: 'metric',
    properties: { ...common(given), view: 'singleValue', metrics: given.lines },
  }
}

function common({ title, stat = 'Sum', periodSeconds = PERIOD_SECONDS }: Omit<Graph, 'unit'>) {
  return { title, region: REGION, stat, period: periodSeconds }
}

/** CloudFormation fills it in. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of Fn::Sub
export const REGION = '${AWS::Region}'

/** The colour of what an alarm goes by. */
export const ALARM_COLOR = '#d13212'
