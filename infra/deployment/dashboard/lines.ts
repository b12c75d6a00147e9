import { METRIC_NAMESPACE, type MetricName } from '../../../lib/lambda/metric-table.ts'
import { type FunctionKey, functionName, mappingId } from '../names.ts'
import type { Settings } from '../settings.ts'
import type { Line, Shown } from './body.ts'

/** A metric of the sink's function, of all topics (null) or of one. */
export function ofSink(
  settings: Settings,
  topic: string | null,
  metric: MetricName,
  shown: Shown = {},
): Line {
  const ofTopic = topic === null ? [] : ['Topic', topic]
  return [METRIC_NAMESPACE, metric, 'Sink', functionName(settings, 'sink'), ...ofTopic, shown]
}

/** A metric of the redrive function, which has those of the sink for each failed batch, of all topics. */
export function ofRedrive(settings: Settings, metric: MetricName, shown: Shown): Line {
  return [METRIC_NAMESPACE, metric, 'Sink', functionName(settings, 'redrive'), shown]
}

/** A metric that Lambda keeps of a function. */
export function ofFunction(
  settings: Settings,
  key: FunctionKey,
  metric: string,
  shown: Shown = {},
): Line {
  return ['AWS/Lambda', metric, 'FunctionName', functionName(settings, key), shown]
}

/** A metric of a topic's event source mapping, whose UUID CloudFormation fills in. */
export function ofMapping(
  settings: Settings,
  topic: string,
  metric: string,
  shown: Shown = {},
): Line {
  const uuid = `\${${mappingId(settings, topic)}}`
  return ['AWS/Lambda', metric, 'EventSourceMappingUUID', uuid, shown]
}

/** An expression over the lines with ids. */
export function math(expression: string, shown: Shown = {}): Line {
  return [{ expression, ...shown }]
}

/** Lines that are drawn one for each topic at most; of more topics, the highest. */
const MOST_LINES = 20

/** A line for each topic; `change` is an expression over all of them, such as `METRICS() / 1000`. */
export function perTopic(
  { topics }: Settings,
  line: (topic: string, shown: Shown) => Line,
  change: string | null = null,
): readonly Line[] {
  const few = topics.length <= MOST_LINES
  const visible = few && change === null
  const lines = topics.map((topic, index) =>
    line(topic, { id: `t${index}`, label: topic, ...(visible ? {} : { visible: false }) }),
  )
  if (visible) return lines
  const all = change ?? 'METRICS()'
  const shown = few ? all : `SLICE(SORT(${all}, MAX, DESC), 0, ${MOST_LINES})`
  return [...lines, math(shown, { id: 'shown', label: '' })]
}

/** One line for the sum of a metric over all mappings: `name` begins the ids of its parts. */
export function total(
  settings: Settings,
  name: string,
  metric: string,
  shown: Shown & { readonly label: string },
): readonly Line[] {
  const { stat, ...rest } = shown
  const parts = settings.topics.map((topic, index) =>
    ofMapping(settings, topic, metric, {
      id: `${name}${index}`,
      visible: false,
      ...(stat === undefined ? {} : { stat }),
    }),
  )
  return [...parts, math(`SUM(METRICS("${name}"))`, { id: `all${name}`, ...rest })]
}
