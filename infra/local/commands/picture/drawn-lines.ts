import type { GraphProperties, Line, Shown } from '../../../deployment/dashboard/body.ts'
import { evaluate, type Named } from './metric-math.ts'
import { sampleOf } from './sample-data.ts'
import type { Series } from './series.ts'

/** A line as it is drawn. */
export interface Drawn {
  readonly label: string
  readonly series: Series
  readonly axis: 'left' | 'right'
}

/** The visible lines of a graph with the sample's values, in their order. */
export function drawnLines({ metrics, stat, period }: GraphProperties): readonly Drawn[] {
  const named: Named[] = []
  return metrics.flatMap((line): readonly Drawn[] => {
    const shown = shownOf(line)
    const { id = '', label = '', visible = true, yAxis: axis = 'left' } = shown
    const lines =
      'expression' in shown
        ? evaluate(String(shown.expression), named)
        : [{ label: '', series: measured(line, shown.stat ?? stat, shown.period ?? period) }]
    const [first] = lines
    if (first !== undefined) {
      const isMetric = !('expression' in shown)
      named.push({ id, label, series: first.series, isMetric, periodSeconds: period })
    }
    if (!visible) return []
    return lines.map((one) => ({
      label: [label, one.label].filter((text) => text !== '').join(' '),
      series: one.series,
      axis,
    }))
  })
}

function measured(line: Line, stat: string, periodSeconds: number): Series {
  const [, metric = '', ...rest] = line.flatMap((part) => (typeof part === 'string' ? [part] : []))
  const dimensions = Object.fromEntries(
    rest.flatMap((name, index) => (index % 2 === 0 ? [[name, rest[index + 1] ?? '']] : [])),
  )
  return sampleOf({ metric, dimensions, stat, periodSeconds })
}

function shownOf(line: Line): Shown {
  const last = line.at(-1)
  return typeof last === 'object' ? last : {}
}
