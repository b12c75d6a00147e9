import { connectionSource, type SecretFieldsSource } from './config/connection-source.ts'
import type { Config } from './config.ts'
import { ConfigError, type SinkError, StoreError } from './errors.ts'
import { adoptTopic } from './ledger/adopt.ts'
import { answer, type LedgerAnswer, type LedgerFacts } from './ledger/answer.ts'
import { type Compacted, compactPartition } from './ledger/compact.ts'
import { type Forgotten, forgetPartition, previewForget } from './ledger/forget.ts'
import type {
  CompactRequest,
  CoverageRequest,
  ForgetRequest,
  LedgerRequest,
} from './ledger/ledger-request.ts'
import { type MaintenanceParts, type Pace, USUAL_PACE } from './ledger/maintenance-parts.ts'
import { parseRequest } from './ledger/parse-request.ts'
import { refuseLetters } from './ledger/refuse-letters.ts'
import { findLedger, readTopicPartitions } from './singlestore/ledger/ledger-maintenance.ts'
import { readCoverage } from './singlestore/ledger/ledger-maintenance-coverage.ts'
import type { RemainingMs } from './singlestore/session/connection.ts'
import { Sessions } from './singlestore/session/sessions.ts'

/** The world outside of maintenance, passed in. */
export interface LedgerDoors {
  /** The fields of the secret; null where the configuration names none. */
  readonly secret: SecretFieldsSource | null
  /** Wall clock in milliseconds. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly warn: (message: string) => void
}

/** A compaction stops by itself while there is time for one more transaction, a lock wait included. */
const RESERVE_MS = 15_000
const RESERVE_SHARE = 0.2

/** Looks after the ledger of one sink: what it covers, compaction, forgetting. One request at a time. */
export class LedgerMaintenance {
  readonly #parts: MaintenanceParts

  /**
   * @throws ConfigError where the configuration has no ledger
   */
  constructor(config: Config, doors: LedgerDoors, pace: Pace = USUAL_PACE) {
    const { ledgerTable, sinkName, maxRetries, retryBackoffMs } = config
    if (ledgerTable === null || sinkName === null) {
      throw new ConfigError([
        'SINK_METADATA_ALLOW (property singlestore.metadata.allow): is false, so there is no ledger to look after; switch the schedule of this function off, or the ledger on',
      ])
    }
    const { now, random, sleep, secret, warn } = doors
    this.#parts = {
      sessions: new Sessions(connectionSource(config, secret, warn), { now, random }),
      ledger: { table: ledgerTable, sink: sinkName },
      deadLetterTable: config.deadLetterTable,
      ...{ maxRetries, retryBackoffMs, now, random, sleep, pace },
    }
  }

  /**
   * Does what the payload asks for; `parseRequest` says what it may hold.
   * @throws EventError for a payload that is wrong, StoreError, ConfigError
   */
  async run(payload: unknown, remainingMs: RemainingMs): Promise<LedgerAnswer> {
    const request = parseRequest(payload)
    return answer(await this.#facts(request, remainingMs), request.format)
  }

  async #facts(request: LedgerRequest, remainingMs: RemainingMs): Promise<LedgerFacts> {
    switch (request.action) {
      case 'coverage':
        return await this.#coverage(request, remainingMs)
      case 'compact':
        return await this.#compact(request, remainingMs)
      case 'forget':
        return await this.#forget(request, remainingMs)
      case 'adopt':
        return await adoptTopic(request, this.#parts, remainingMs)
      default:
        return request satisfies never
    }
  }

  async #coverage(request: CoverageRequest, remainingMs: RemainingMs): Promise<LedgerFacts> {
    const { sessions, ledger } = this.#parts
    const connection = await sessions.dml(remainingMs)
    if (!(await findLedger(connection, await sessions.database(), ledger.table, remainingMs))) {
      return { coverage: [] }
    }
    const { topic, partition, gaps } = request
    const sink = request.sink === '*' ? null : (request.sink ?? ledger.sink)
    const of = { sink, topic, partition }
    return { coverage: await readCoverage(connection, ledger.table, of, gaps, remainingMs) }
  }

  /** One topic-partition's fault stays its own: the others are compacted, then it is thrown. */
  async #compact(request: CompactRequest, remainingMs: RemainingMs): Promise<LedgerFacts> {
    const reserveMs = Math.min(RESERVE_MS, remainingMs() * RESERVE_SHARE)
    const hasTime = () => remainingMs() > reserveMs
    const days = request.closeGapsOlderThanDays
    const compacted: Compacted[] = []
    const failures: StoreError[] = []
    for (const of of await this.#topicPartitions(request, remainingMs)) {
      if (!hasTime()) break
      try {
        compacted.push(await compactPartition(of, days, this.#parts, hasTime, remainingMs))
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        failures.push(error)
      }
    }
    const failure = oneOf(failures, compacted.length)
    if (failure !== null) throw failure
    return { compacted, complete: hasTime() }
  }

  async #forget(request: ForgetRequest, remainingMs: RemainingMs): Promise<LedgerFacts> {
    const offsets = { first: request.from ?? 0, last: request.to ?? Number.MAX_SAFE_INTEGER }
    const dryRun = request.confirm !== request.topic
    const found: Forgotten[] = []
    for (const of of await this.#topicPartitions(request, remainingMs)) {
      const preview = await previewForget(of, offsets, this.#parts, remainingMs)
      if (preview !== null) found.push(preview)
    }
    if (dryRun) {
      const note = `Nothing was changed. To forget this, add "confirm": ${JSON.stringify(request.topic)}.`
      return { forgotten: found, dryRun, note }
    }
    const forgotten: Forgotten[] = []
    for (const of of found) await refuseLetters(of, offsets, this.#parts, remainingMs)
    for (const of of found) {
      const done = await forgetPartition(of, offsets, this.#parts, remainingMs)
      if (done !== null) forgotten.push(done)
    }
    const note =
      'Records that are delivered again from here are written again; the rows they became before are still in their tables.'
    return { forgotten, dryRun, note }
  }

  async #topicPartitions(
    { topic, partition }: CompactRequest | ForgetRequest,
    remainingMs: RemainingMs,
  ) {
    const { sessions, ledger } = this.#parts
    const connection = await sessions.dml(remainingMs)
    if (!(await findLedger(connection, await sessions.database(), ledger.table, remainingMs))) {
      return []
    }
    return await readTopicPartitions(connection, ledger, topic, partition, remainingMs)
  }
}

function oneOf(failures: readonly StoreError[], done: number): SinkError | null {
  const [first] = failures
  if (first === undefined || failures.length === 1) return first ?? null
  return new StoreError(
    first.code,
    `${failures.length} topic-partitions could not be compacted, ${done} could. The first: ${first.message}`,
    { transient: first.transient, errno: first.errno, cause: first },
  )
}
