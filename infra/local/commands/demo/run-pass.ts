import { deliver, type EventSourceMapping } from '../../event-source/deliver.ts'
import type { LambdaFunction } from '../../lambda/function.ts'
import { type Fault, faultOf } from '../fault-of.ts'
import { addCounts, countsOf, noCounts, type SinkCounts } from '../sink-counts.ts'

/** One mapping and the function that it invokes. */
export interface Reader {
  readonly mapping: EventSourceMapping
  readonly lambda: LambdaFunction
}

/** What one delivery of everything came to. */
export interface Pass {
  /** As the sink counts them, over all answered invocations. */
  readonly counts: SinkCounts
  readonly invocations: number
  /** Containers that were started, by topic. */
  readonly containers: ReadonlyMap<string, number>
  /** Invocations that failed; the event source delivered them again. */
  readonly faults: readonly Fault[]
  /** Records that the event source gave up or could not put into any event. */
  readonly lost: number
  readonly durationMs: number
}

/** Lets all readers deliver everything at the same time; `onRecords` hears how many records each batch had. */
export async function runPass(
  readers: readonly Reader[],
  onRecords: (count: number) => void,
): Promise<Pass> {
  const startedMs = performance.now()
  const reports = await Promise.all(
    readers.map(({ mapping, lambda }) =>
      deliver(mapping, lambda.invoke, (batch) => onRecords(batch.records.length)),
    ),
  )
  const durationMs = performance.now() - startedMs
  const invocations = reports.flatMap((report) => report.invocations)
  const answered = invocations.filter(({ kind }) => kind === 'answered')
  const containers = new Map<string, number>()
  for (const [index, { mapping }] of readers.entries()) {
    const { topic } = mapping.topic
    const started = reports[index]?.invocations.filter(({ coldStart }) => coldStart).length ?? 0
    containers.set(topic, (containers.get(topic) ?? 0) + started)
  }
  const discarded = reports.flatMap((report) => report.discarded)
  return {
    counts: answered.map((one) => countsOf(one) ?? noCounts).reduce(addCounts, noCounts),
    invocations: invocations.length,
    containers,
    faults: invocations.flatMap((one) => faultOf(one) ?? []),
    lost:
      discarded.reduce((sum, batch) => sum + batch.records.length, 0) +
      reports.reduce((sum, report) => sum + report.oversized.length, 0),
    durationMs,
  }
}
