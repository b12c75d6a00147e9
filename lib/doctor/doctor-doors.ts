import type { SecretFieldsSource } from '../config/connection-source.ts'
import type { DeployedFacts } from '../lambda/deployed-facts.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { Check } from './check.ts'
import type { Network } from './network.ts'

/** The world outside of the doctor, passed in. */
export interface DoctorDoors {
  /** The fields of the database's secret; null where the configuration names none. */
  readonly secret: SecretFieldsSource | null
  /** Those of the schema registry's, likewise. */
  readonly registrySecret: SecretFieldsSource | null
  readonly network: Network
  /** Asks AWS how the sink is deployed; null where nobody is to be asked. */
  readonly deployed: ((remainingMs: RemainingMs) => Promise<DeployedFacts>) | null
  /** Somebody named the function: that AWS does not tell of it is a failure. Else the sink's network may have no way to ask. */
  readonly isNamed?: boolean
  /** Wall clock in milliseconds. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Of the visit: the function's, or a bound of the command. */
  readonly remainingMs: RemainingMs
  /** Ends the visit early: no further check is made, and the scratch table is dropped. */
  readonly stopped?: AbortSignal
  /** Told of each check as it ends. */
  readonly onCheck: (check: Check) => void
}
