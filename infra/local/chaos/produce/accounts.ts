import type { Random } from '../../event-source/random.ts'
import {
  brokenOff,
  letter,
  type Message,
  type MessageKind,
  PLACE_COLUMNS,
  type Place,
  row,
} from './message-kind.ts'

/** A unique key that some numbers are taken in, until somebody mends the table. */
export const accountsTable = `CREATE TABLE \`accounts\` (
  \`number\` BIGINT NOT NULL,
  \`${PLACE_COLUMNS.partition}\` INT NOT NULL,
  \`${PLACE_COLUMNS.offset}\` BIGINT NOT NULL,
  \`owner\` VARCHAR(40) CHARACTER SET utf8mb4 NOT NULL,
  SHARD KEY (\`number\`),
  SORT KEY (\`${PLACE_COLUMNS.partition}\`, \`${PLACE_COLUMNS.offset}\`),
  UNIQUE KEY \`one_of_each\` (\`number\`)
)`

/** Rows that stand in the way have this for a partition. */
export const BLOCKING_PARTITION = -1

export function accountNumber({ partition, offset }: Place): bigint {
  return BigInt(partition) * 1_000_000_000_000n + BigInt(offset)
}

function drawAccount(place: Place, random: Random): Message {
  const number = String(accountNumber(place))
  const owner = `Öwner ${random.integer(1, 9999)}`
  const value = Buffer.from(
    `{"number":${number},"${PLACE_COLUMNS.partition}":${place.partition},"${PLACE_COLUMNS.offset}":${place.offset},"owner":${JSON.stringify(owner)}}`,
  )
  return row(value, [number, owner])
}

/** JSON without a schema for a table with a unique key, in which some of the numbers are taken. */
export const accounts: MessageKind = {
  columns: ['number', 'owner'],
  good: drawAccount,
  bad: [
    {
      share: 0.001,
      make: (place, random) => {
        const { value, fate } = drawAccount(place, random)
        return fate.kind === 'row'
          ? { value, fate: { ...fate, kind: 'row-or-letter' } }
          : { value, fate }
      },
    },
    {
      share: 0.002,
      make: (place, random) => {
        const { value } = drawAccount(place, random)
        return letter(brokenOff(value ?? new Uint8Array(), random))
      },
    },
  ],
  refused: true,
  nullPayload: null,
}
