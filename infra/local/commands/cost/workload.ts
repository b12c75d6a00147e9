import type { CostFormat } from './cost-format.ts'
import type { LinearTime } from './measured-time.ts'

/** What flows through the topics. */
export interface Workload {
  /** Of all topics together, which share them evenly. */
  readonly recordsPerSecond: number
  /** Of a record's value. */
  readonly recordBytes: number
  readonly format: CostFormat
  readonly topics: number
  /** Of each topic. */
  readonly partitions: number
}

/** Who polls. */
export type PollingMode =
  | {
      readonly mode: 'provisioned'
      /** Of each topic. */
      readonly minimumPollers: number
      readonly maximumPollers: number
      /** The topics share the capacity of one poller group. */
      readonly grouped: boolean
    }
  | { readonly mode: 'on-demand' }

/** How it is deployed. */
export interface Setup {
  readonly batchSize: number
  readonly windowSeconds: number
  readonly memoryMb: number
  readonly timeoutSeconds: number
  readonly polling: PollingMode
  /** Zones that a NAT gateway stands in; 0: the database is reached without one. */
  readonly natGateways: number
}

/** Where the time of an event comes from. */
export type Timing =
  | { readonly kind: 'measured' }
  /** The processor's as measured, the database's as given, in milliseconds per event. */
  | { readonly kind: 'database'; readonly databaseMs: number }
  /** What Lambda billed, with the memory it ran with. */
  | { readonly kind: 'billed'; readonly time: LinearTime; readonly origin: string }

/** What a cost is asked of. */
export interface CostRequest {
  readonly workload: Workload
  readonly setup: Setup
  readonly timing: Timing
  readonly hoursPerMonth: number
  /** Records per second that one unit of MSK Connect takes; null: as many as a whole vCPU takes here. */
  readonly connectRecordsPerSecond: number | null
}
