import type { Random } from '../../event-source/random.ts'
import {
  brokenOff,
  letter,
  type MessageKind,
  PLACE_COLUMNS,
  type Place,
  row,
} from './message-kind.ts'
import type { Cells } from './produced.ts'

/** A unique key that some numbers are taken in, until somebody mends the table. */
export function accountsTable(table: string): string {
  return `CREATE TABLE \`${table}\` (
  \`number\` BIGINT NOT NULL,
  \`${PLACE_COLUMNS.partition}\` INT NOT NULL,
  \`${PLACE_COLUMNS.offset}\` BIGINT NOT NULL,
  \`owner\` VARCHAR(40) CHARACTER SET utf8mb4 NOT NULL,
  SHARD KEY (\`number\`),
  SORT KEY (\`${PLACE_COLUMNS.partition}\`, \`${PLACE_COLUMNS.offset}\`),
  UNIQUE KEY \`one_of_each\` (\`number\`)
)`
}

/** Rows that stand in the way have this for a partition. */
export const BLOCKING_PARTITION = -1

export function accountNumber({ partition, offset }: Place): bigint {
  return BigInt(partition) * 1_000_000_000_000n + BigInt(offset)
}

function drawAccount(
  place: Place,
  random: Random,
): { readonly value: Uint8Array; readonly cells: Cells } {
  const number = String(accountNumber(place))
  const owner = `Öwner ${random.integer(1, 9999)}`
  const value = Buffer.from(
    `{"number":${number},"${PLACE_COLUMNS.partition}":${place.partition},"${PLACE_COLUMNS.offset}":${place.offset},"owner":${JSON.stringify(owner)}}`,
  )
  return { value, cells: [number, owner] }
}

/**
 * JSON without a schema for a table with a unique key, in which some of the numbers are taken for a while.
 * @param tolerance of the sink: `none` waits for the numbers, `all` keeps dead letters
 */
export function accounts(tolerance: 'none' | 'all'): MessageKind {
  const taken: MessageKind['bad'][number] = {
    share: tolerance === 'none' ? 0.005 : 0.001,
    make: (place, random) => {
      const { value, cells } = drawAccount(place, random)
      const kind = tolerance === 'none' ? 'row-once-mended' : 'row-or-letter'
      return { value, fate: { kind, cells } }
    },
  }
  const broken: MessageKind['bad'][number] = {
    share: 0.002,
    make: (place, random) => letter(brokenOff(drawAccount(place, random).value, random)),
  }
  return {
    columns: ['number', 'owner'],
    good: (place, random) => {
      const { value, cells } = drawAccount(place, random)
      return row(value, cells)
    },
    bad: tolerance === 'none' ? [taken] : [taken, broken],
    nullPayload: null,
  }
}
