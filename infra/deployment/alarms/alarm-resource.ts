import type { Resource, Value } from '../cloudformation.ts'
import type { Settings } from '../settings.ts'
import type { Alarm, Measure, Step } from './alarm.ts'
import { alarmName } from './alarm-names.ts'

/** The alarm as CloudFormation takes it; it tells the same recipients when it is over. */
export function alarmResource(
  settings: Settings,
  alarm: Alarm,
  actions: readonly Value[],
): Resource {
  const { key, says, threshold, patience, silence } = alarm
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: alarmName(settings, alarm),
      AlarmDescription: `${says}: docs/operations.md#${key}`,
      ...watched(alarm),
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: threshold,
      EvaluationPeriods: patience.periods,
      DatapointsToAlarm: patience.breaching,
      TreatMissingData: silence === 'well' ? 'notBreaching' : 'missing',
      AlarmActions: actions,
      OKActions: actions,
      InsufficientDataActions: silence === 'well' ? [] : actions,
    },
  }
}

function watched({ steps, patience: { periodSeconds } }: Alarm): Readonly<Record<string, Value>> {
  const [only, next] = steps
  if (only !== undefined && 'measure' in only && next === undefined) {
    return { ...metric(only.measure), ...statistic(only.measure), Period: periodSeconds }
  }
  return {
    Metrics: steps.map((step, index) => query(step, periodSeconds, index === steps.length - 1)),
  }
}

function query(step: Step, periodSeconds: number, isWatched: boolean): Value {
  const { id, label } = step
  const shown = { Id: id, Label: label, ReturnData: isWatched }
  return 'expression' in step
    ? { ...shown, Expression: step.expression }
    : {
        ...shown,
        MetricStat: {
          Metric: metric(step.measure),
          Stat: step.measure.statistic,
          Period: periodSeconds,
        },
      }
}

function metric({ namespace, metric: name, dimensions }: Measure): Readonly<Record<string, Value>> {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }
}

function statistic({ statistic: name }: Measure): Readonly<Record<string, Value>> {
  return name === 'p99' ? { ExtendedStatistic: name } : { Statistic: name }
}
