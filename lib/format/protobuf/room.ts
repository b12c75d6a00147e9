import { TOO_MANY, ValueBudget } from '../value-budget.ts'
import { Misread } from './misread.ts'

/** As deep as every implementation of Protobuf reads by default. */
const DEEPEST = 100

/** What is left to one record: how deep it may nest, and how many values it may come to. */
export class Room {
  readonly #budget = new ValueBudget()
  #depth = 0

  enter(): void {
    this.#depth += 1
    if (this.#depth > DEEPEST) {
      throw new Misread(
        'ERR_RECORD_UNDECODABLE',
        `nests deeper than ${DEEPEST} messages, the most that is read`,
      )
    }
  }

  /** @throws Misread */
  charge(values: number): void {
    if (!this.#budget.spend(values)) throw new Misread('ERR_RECORD_UNDECODABLE', TOO_MANY)
  }

  leave(): void {
    this.#depth -= 1
  }
}
