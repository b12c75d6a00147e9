import { METRIC_NAMESPACE, type MetricName } from '../../../lib/lambda/metric-table.ts'
import { ref } from '../cloudformation.ts'
import { type FunctionKey, functionName, mappingId } from '../names.ts'
import type { Settings } from '../settings.ts'
import type { Measure } from './alarm.ts'

/** A metric of Lambda's event source mapping of a topic. */
export function ofMapping(
  settings: Settings,
  topic: string,
  metric: string,
  statistic: Measure['statistic'] = 'Sum',
): Measure {
  const dimensions = { EventSourceMappingUUID: ref(mappingId(settings, topic)) }
  return { namespace: 'AWS/Lambda', metric, dimensions, statistic }
}

/** A metric that Lambda keeps of a function. */
export function ofFunction(
  settings: Settings,
  key: FunctionKey,
  metric: string,
  statistic: Measure['statistic'] = 'Sum',
): Measure {
  const dimensions = { FunctionName: functionName(settings, key) }
  return { namespace: 'AWS/Lambda', metric, dimensions, statistic }
}

/** A metric that the sink's function writes into its log, of all topics (null) or of one; redrives have their own. */
export function ofSink(
  settings: Settings,
  topic: string | null,
  metric: MetricName,
  statistic: Measure['statistic'] = 'Sum',
): Measure {
  const dimensions = {
    Sink: functionName(settings, 'sink'),
    ...(topic === null ? {} : { Topic: topic }),
  }
  return { namespace: METRIC_NAMESPACE, metric, dimensions, statistic }
}
