import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions } from '../../build.ts'
import type { OnEnd } from '../commands/cleanup.ts'
import type { Terminal } from '../commands/terminal.ts'
import { auditTopic, type TopicReport } from './check/audit.ts'
import { type Deployment, deployments } from './deployments.ts'
import { FaultCounts } from './faults/fault-kind.ts'
import type { SegmentPlan } from './produce/produce-segment.ts'
import type { ChaosRequest } from './request.ts'
import { type Asker, createAsker } from './run/asker.ts'
import { Deployed, type FunctionName } from './run/deployed.ts'
import { OldEvents } from './run/old-events.ts'
import { Progress } from './run/progress.ts'
import { runSegment } from './run/run-segment.ts'
import { type DatabaseBehind, openStage, type Stage } from './run/stage.ts'
import { createWorkerPool, type WorkerPool } from './run/worker-pool.ts'

/** What a run came to. */
export interface ChaosReport {
  readonly seed: number
  readonly topics: readonly TopicReport[]
  readonly faults: FaultCounts['byKind']
  readonly invocations: number
  readonly seconds: number
}

/** Records that are delivered before a day passes, at most: then containers are gone, and rows of the ledger old enough. */
const LONGEST_DAY = 100_000
const DAYS = 3
/** Where only time is limited. */
const USUAL_DAY = 30_000
const DAY_MS = 25 * 60 * 60 * 1_000
/** Short: what waits for a lock that nobody gives back costs so much of the run. */
const TIMEOUT_MS = 4_000

/** What every function gets; retries are short, for the event source is to see failures, too. */
const COMMON = { SINK_MAX_RETRIES: '5', SINK_RETRY_BACKOFF_MS: '100' }

/** Produces, delivers under faults, and audits. @throws Error where a function fails in peace, too */
export async function runChaos(
  request: ChaosRequest,
  behind: DatabaseBehind,
  terminal: Terminal,
  onEnd: OnEnd,
): Promise<ChaosReport> {
  const startedMs = performance.now()
  const { seed, weakened } = request
  const chosen = deployments.filter(({ topic }) => weakened?.topics.includes(topic) ?? true)
  const stage = await openStage(behind)
  onEnd(() => stage.close())
  const bundles = await terminal.step('Building the functions', () => buildBundles(onEnd))
  const { asker, database } = await createDatabase(stage, onEnd)
  for (const { tableSql } of chosen) if (tableSql !== null) await asker.tell(tableSql)

  const counts = new FaultCounts()
  const open = (deployment: Deployment, progress: Progress): Deployed => {
    const pool = (name: FunctionName): WorkerPool => {
      const workers = createWorkerPool({
        stage,
        database,
        functionName: `${deployment.sinkName}-${name}`,
        modulePath: bundles[name],
        environment: {
          ...COMMON,
          SINK_NAME: deployment.sinkName,
          ...deployment.environment,
          ...(weakened?.ledger === 'off' && { SINK_METADATA_ALLOW: 'false' }),
        },
        timeoutMs: TIMEOUT_MS,
        rules: weakened?.rules ?? [],
      })
      onEnd(() => workers.retire())
      return workers
    }
    const pools = { sink: pool('sink'), redrive: pool('redrive'), ledger: pool('ledger') }
    return new Deployed(deployment, pools, counts, progress)
  }

  const delivered = await terminal.step('Delivering under fire', async (detail) => {
    const limits = { total: request.records, limitMs: request.limitMs }
    const progress = new Progress(counts, limits, detail)
    const deployed = chosen.map((one) => [open(one, progress), new OldEvents()] as const)
    const segments: SegmentPlan[] = []
    let starts: SegmentPlan['starts'] = new Map()
    const day = Number.isFinite(request.records)
      ? Math.min(LONGEST_DAY, Math.ceil(request.records / DAYS))
      : USUAL_DAY
    for (let left = request.records; left > 0 && !progress.inPeace; left -= day) {
      const segment = { index: segments.length, records: Math.min(left, day), starts }
      segments.push(segment)
      starts = await runSegment(segment, {
        ...{ stage, deployed, asker, counts, progress, seed },
        compacts: segments.length > 1 && weakened?.ledger !== 'off',
      })
      await Promise.all(deployed.map(([one]) => one.retire()))
      stage.passTime?.(DAY_MS)
    }
    return { segments, invocations: progress.invocations }
  })

  const topics = await terminal.step('Asking the database', async (detail) => {
    const reports: TopicReport[] = []
    for (const one of chosen) {
      detail(one.topic)
      reports.push(await auditTopic(one, chosen, delivered.segments, seed, asker))
    }
    detail(`${reports.length} topics`)
    return reports
  })
  return {
    seed,
    topics,
    faults: counts.byKind,
    invocations: delivered.invocations,
    seconds: (performance.now() - startedMs) / 1_000,
  }
}

/** Builds into a folder of this run's own. */
async function buildBundles(onEnd: OnEnd): Promise<Readonly<Record<FunctionName, string>>> {
  const outFolder = await mkdtemp(join(tmpdir(), 'kafka-singlestore-sink-'))
  onEnd(() => rm(outFolder, { recursive: true, force: true }))
  const built = await buildFunctions({ outFolder })
  const entryOf = (name: FunctionName): string => {
    const found = built.find((one) => one.name === name)
    if (found === undefined) throw new Error(`functions/${name}.ts is missing: the run needs it`)
    return found.entry
  }
  return { sink: entryOf('sink'), redrive: entryOf('redrive'), ledger: entryOf('ledger') }
}

async function createDatabase(
  stage: Stage,
  onEnd: OnEnd,
): Promise<{ readonly asker: Asker; readonly database: string }> {
  const front = await stage.openFront()
  const database = `sink_chaos_${randomBytes(6).toString('hex')}`
  const outside = createAsker(front, null)
  await outside.tell(`CREATE DATABASE IF NOT EXISTS \`${database}\``)
  const asker = createAsker(front, database)
  onEnd(async () => {
    asker.close()
    await outside.tell(`DROP DATABASE IF EXISTS \`${database}\``)
    outside.close()
  })
  return { asker, database }
}
