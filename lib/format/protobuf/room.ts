import { Misread } from './misread.ts'

/** As deep as every implementation of Protobuf reads by default. */
const DEEPEST = 100

/** Two bytes may stand for a message of a thousand absent fields: bounds the memory that a record can ask for. */
const MOST_FIELDS = 4_194_304

/** What is left to one record: how deep it may nest, and how many fields its messages may have in sum. */
export class Room {
  #depth = 0
  #fields = 0

  enter(fields: number): void {
    this.#depth += 1
    this.#fields += fields
    if (this.#depth > DEEPEST) {
      throw new Misread(
        'ERR_RECORD_UNDECODABLE',
        `nests deeper than ${DEEPEST} messages, the most that is read`,
      )
    }
    if (this.#fields > MOST_FIELDS) {
      throw new Misread(
        'ERR_RECORD_UNDECODABLE',
        `messages with more than ${MOST_FIELDS} fields in sum, the most that is read`,
      )
    }
  }

  leave(): void {
    this.#depth -= 1
  }
}
