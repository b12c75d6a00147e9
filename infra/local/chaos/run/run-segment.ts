import type { FaultCounts } from '../faults/fault-kind.ts'
import { logOf, produceSegment, type SegmentPlan, shareOut } from '../produce/produce-segment.ts'
import { seeded } from '../seeded.ts'
import type { Asker } from './asker.ts'
import { insertBlockingRows } from './blocking-rows.ts'
import { deliverSegment } from './deliver-segment.ts'
import type { Deployed } from './deployed.ts'
import type { OldEvents } from './old-events.ts'
import { Operator } from './operator.ts'
import type { Progress } from './progress.ts'
import type { Stage } from './stage.ts'

export interface SegmentSurroundings {
  readonly stage: Stage
  readonly deployed: readonly (readonly [Deployed, OldEvents])[]
  readonly asker: Asker
  readonly counts: FaultCounts
  readonly progress: Progress
  readonly seed: number
  /** The first day has nothing that is old enough, and a sink without a ledger nothing at all. */
  readonly compacts: boolean
}

/** Delivers one segment of all topics at the same time, until every offset of it is done with. */
export async function runSegment(
  segment: SegmentPlan,
  { stage, deployed, asker, counts, progress, seed, compacts }: SegmentSurroundings,
): Promise<SegmentPlan['starts']> {
  const shares = shareOut(
    segment.records,
    deployed.map(([{ deployment }]) => deployment.share),
  )
  const random = seeded(seed, 'restart', segment.index)
  const restarting = deployed.map(topicOf)[random.integer(0, deployed.length - 1)]
  const restartAt = random.fraction()
  let restarted: Promise<void> | undefined
  const restart = once(() => {
    if (stage.restart === null || progress.inPeace) return
    counts.add('database restart')
    restarted = stage.restart()
  })
  const failed = new AbortController()
  const ends = new Map<string, readonly number[]>()

  async function runOne([one, oldEvents]: readonly [Deployed, OldEvents], records: number) {
    const { deployment } = one
    const { topic, mended } = deployment
    const produced = produceSegment(deployment, records, segment, seed)
    ends.set(
      topic,
      produced.map(({ end }) => end),
    )
    if (mended !== 'never') await insertBlockingRows(topic, produced, asker)
    const random = seeded(seed, topic, segment.index)
    const operator = new Operator(one, {
      counts,
      asker,
      seed: random.integer(0, 2 ** 32 - 1),
      signal: failed.signal,
    })
    const stopCompaction = compacts ? operator.compact() : () => undefined
    const redriveAt = random.fraction()
    const letters = once(() => operator.redriveLetters())
    const mendAfter = random.integer(2, 8)
    let held = 0
    try {
      await deliverSegment({
        deployed: one,
        log: logOf(topic, produced),
        seed: random.integer(0, 2 ** 32 - 1),
        counts,
        progress,
        oldEvents,
        signal: failed.signal,
        onGivenUp: (givenUp) => operator.redriveFailed(givenUp),
        onHeld: () => {
          held += 1
          if (mended === 'while records wait' && held === mendAfter) operator.mend()
        },
        onDone: (share) => {
          if (share >= redriveAt) letters()
          if (topic === restarting && share >= restartAt) restart()
        },
      })
      if (!failed.signal.aborted) operator.redriveLetters()
    } finally {
      stopCompaction()
      await operator.done()
    }
  }

  await allOrNone(
    deployed.map((one, index) => runOne(one, shares[index] ?? 0)),
    () => failed.abort(),
  )
  await restarted
  return ends
}

/** Waits for all; the first failure ends the others early and is thrown. */
async function allOrNone(works: readonly Promise<void>[], end: () => void): Promise<void> {
  const failures: unknown[] = []
  await Promise.all(
    works.map((work) =>
      work.catch((error: unknown) => {
        failures.push(error)
        end()
      }),
    ),
  )
  if (failures.length > 0) throw failures[0]
}

function topicOf([{ deployment }]: readonly [Deployed, OldEvents]): string {
  return deployment.topic
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    act()
  }
}
