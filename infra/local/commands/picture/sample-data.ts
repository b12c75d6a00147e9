import { functionName, mappingId } from '../../../deployment/names.ts'
import {
  isBadRelease,
  isOutage,
  noise,
  type Period,
  sampleRun,
  sampleTopics,
} from './sample-run.ts'
import { sampleSettings } from './sample-settings.ts'
import { type Series, seriesOf } from './series.ts'

/** A metric of the dashboard with its statistic and period. */
export interface Asked {
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly stat: string
  readonly periodSeconds: number
}

const runs = new Map(Object.keys(sampleTopics).map((topic) => [topic, sampleRun(topic)]))

/**
 * The sample's values of a metric.
 * @throws Error for a metric that it does not know
 */
export function sampleOf({ metric, dimensions, stat, periodSeconds }: Asked): Series {
  // Nothing is redriven in the sample.
  if (dimensions.Sink === functionName(sampleSettings, 'redrive')) return seriesOf(() => null)
  const ofTopic = byTopic[metric]
  if (ofTopic !== undefined) {
    return seriesOf((index) => {
      const values = topicsOf(dimensions).map((topic) =>
        ofTopic(topic, periodOf(topic, index), index),
      )
      const known = values.filter((value) => value !== null)
      if (known.length === 0) return null
      return stat === 'Maximum' ? Math.max(...known) : known.reduce((sum, value) => sum + value, 0)
    })
  }
  const ofSink = sinkWide[metric]
  if (ofSink === undefined) throw new Error(`The sample has no metric ${metric}.`)
  // Values below are those of five minutes; counts of a shorter period are a part of them.
  const share = stat === 'Sum' ? periodSeconds / 300 : 1
  return seriesOf((index) => {
    const value = ofSink(index, stat, dimensions)
    return value === null ? null : value * share
  })
}

function topicsOf({ Topic, EventSourceMappingUUID }: Asked['dimensions']): readonly string[] {
  if (Topic !== undefined) return [Topic]
  const all = [...runs.keys()]
  if (EventSourceMappingUUID === undefined) return all
  return all.filter((topic) => EventSourceMappingUUID === `\${${mappingId(sampleSettings, topic)}}`)
}

function periodOf(topic: string, index: number): Period {
  const period = runs.get(topic)?.[index]
  if (period === undefined) throw new Error(`The sample has no topic ${topic}.`)
  return period
}

type OfTopic = (topic: string, period: Period, index: number) => number | null

const byTopic: Readonly<Record<string, OfTopic>> = {
  MaxOffsetLag: (topic, { lag }) => (lag / (sampleTopics[topic]?.partitions ?? 1)) * 1.15,
  SumOffsetLag: (_, { lag }) => lag,
  ageMs: (topic, { ageSeconds }, index) => (ageSeconds + noise(`${topic}age`, index)) * 1000,
  delivered: (_, { written, produced }, index) =>
    isOutage(index) ? produced * 1.9 : written * 1.004,
  written: (topic, { written }, index) => written - bad(topic, index),
  repeated: (_, { written, produced }, index) =>
    isOutage(index - 1) && !isOutage(index) ? produced * 0.2 : written * 0.004,
  held: (_, { produced }, index) => (isOutage(index) ? produced * 1.9 : 0),
  deadLettered: (topic, _, index) => bad(topic, index),
  filtered: (topic, { written }, index) =>
    topic === 'payments' ? written * 0.01 * (0.5 + noise('filter', index)) : 0,
  loadedBytes: (topic, { written }) => written * (sampleTopics[topic]?.bytesOfRecord ?? 1),
  DroppedEventCount: () => 0,
  OnFailureDestinationDeliveredEventCount: () => 0,
  OnFailureDestinationDeliveryErrorCount: () => 0,
  PollingErrorCount: (topic, _, index) => (topic === 'clicks' && index === 5 ? 2 : 0),
  InvokeErrorCount: (topic, _, index) =>
    isOutage(index) ? 5 + Math.round(noise(topic, index) * 2) : 0,
  CommitErrorCount: (topic, _, index) => (topic === 'orders' && index === 5 ? 1 : 0),
  ProvisionedPollers: (_, { lag, produced }) => (lag > produced * 0.5 ? 2 : 1),
  EventPollerUnit: (_, { lag, produced }) => (lag > produced * 0.5 ? 0.4 : 0.2),
}

function bad(topic: string, index: number): number {
  return topic === 'orders' && isBadRelease(index) ? 40 + Math.round(noise('bad', index) * 60) : 0
}

/** Attempts of five minutes in the outage: four at a time, each held for a minute. */
const HELD_INVOCATIONS = 19

type OfSink = (index: number, stat: string, dimensions: Asked['dimensions']) => number | null

const sinkWide: Readonly<Record<string, OfSink>> = {
  Errors: (index, _, { FunctionName = '' }) =>
    isOutage(index) && FunctionName === sampleSettings.stackName ? HELD_INVOCATIONS : 0,
  Throttles: (index) => (index === 18 ? 2 : 0),
  breakerOpen: (index) => (index === 27 ? 1 : 0),
  retries: (index) =>
    isOutage(index) ? HELD_INVOCATIONS * 9.5 + noise('retries', index) * 10 : index === 9 ? 2 : 0,
  ledgerConflicts: (index) => (index === 18 ? 4 : index === 9 ? 1 : 0),
  tablesCreated: (index) => (index === 2 ? 1 : 0),
  columnsAdded: (index) => (index === 30 ? 2 : 0),
  Duration: (index, stat) => duration(index, stat),
  loadMs: (index, stat) => (isOutage(index) ? null : spread('load', index, stat, 420)),
  commitMs: (index, stat) => (isOutage(index) ? null : spread('commit', index, stat, 95)),
  Invocations: (index) => (isOutage(index) ? HELD_INVOCATIONS : 900),
  ConcurrentExecutions: (index) =>
    isDraining(index) ? 12 : 4 + Math.round(noise('at', index) * 2),
}

function duration(index: number, stat: string): number {
  if (stat === 'Sum') return isOutage(index) ? HELD_INVOCATIONS * 62_000 : 900 * 700
  if (isOutage(index)) return stat === 'p99' ? 68_000 : 61_000
  return spread('duration', index, stat, 700) * (isDraining(index) ? 4 : 1)
}

function isDraining(index: number): boolean {
  return index >= 18 && index < 22
}

function spread(name: string, index: number, stat: string, usual: number): number {
  const drained = isDraining(index) ? 2 : 1
  return usual * drained * (0.85 + 0.3 * noise(name + stat, index)) * (stat === 'p99' ? 2.6 : 1)
}
