import type { Check } from './check.ts'
import type { DoctorDoors } from './doctor-doors.ts'
import { type Examination, examine } from './examine.ts'
import { skipped } from './finding.ts'

/** Kept back for what must be done at the end, whatever came before. */
export const RESERVE_MS = 8_000

/** The checks of one visit, in the order in which they are to be read. */
export class Visit {
  readonly doors: DoctorDoors
  readonly #checks: Check[] = []

  /** @param doors whose `remainingMs` keeps back `RESERVE_MS` */
  constructor(doors: DoctorDoors) {
    this.doors = doors
  }

  get checks(): readonly Check[] {
    return this.#checks
  }

  /** Makes a check; null where later ones cannot stand on it. It never throws. */
  async make<T>(examination: Examination<T>): Promise<T | null> {
    const { check, value } = await examine(examination, this.doors)
    this.#checks.push(check)
    return value
  }

  /** As `make`, out of the time that is kept back, and where the visit was stopped, too. */
  async makeLast<T>(examination: Examination<T>): Promise<T | null> {
    const remainingMs = () => this.doors.remainingMs() + RESERVE_MS
    const { now, onCheck } = this.doors
    const { check, value } = await examine(examination, { now, onCheck, remainingMs })
    this.#checks.push(check)
    return value
  }

  /** Leaves a check out and says why. */
  skip(name: string, why: string): void {
    const { outcome, found, mend } = skipped(why)
    const check = { name, did: 'Nothing.', outcome, found, mend, durationMs: 0 }
    this.#checks.push(check)
    this.doors.onCheck(check)
  }

  /** Takes checks that are made, elsewhere or at the same time. */
  take(checks: readonly Check[]): void {
    this.#checks.push(...checks)
  }
}
