import type { Random } from '../../event-source/random.ts'
import { pick } from '../../samples/pick.ts'
import {
  brokenOff,
  letter,
  type MessageKind,
  PLACE_COLUMNS,
  type Place,
  row,
} from './message-kind.ts'

/** Characters that a label may have; the database refuses longer ones. */
const LABEL = 24

/** The table exists: without a schema nobody could create it. */
export const readingsTable = `CREATE TABLE \`readings\` (
  \`${PLACE_COLUMNS.partition}\` INT NOT NULL,
  \`${PLACE_COLUMNS.offset}\` BIGINT NOT NULL,
  \`sensor\` INT NOT NULL,
  \`value\` DECIMAL(12,3) NOT NULL,
  \`label\` VARCHAR(${LABEL}) CHARACTER SET utf8mb4,
  SHARD KEY (\`${PLACE_COLUMNS.partition}\`, \`${PLACE_COLUMNS.offset}\`),
  SORT KEY (\`${PLACE_COLUMNS.partition}\`, \`${PLACE_COLUMNS.offset}\`)
)`

const labels = ['ok', 'näher', 'a "quoted" one', 'back\\slash', null] as const

interface Reading {
  readonly sensor: number
  readonly value: string
  readonly label: string | null
}

function drawReading(random: Random): Reading {
  const thousandths = String(random.integer(1000, 99_999_999))
  return {
    sensor: random.integer(1, 9999),
    value: `${thousandths.slice(0, -3)}.${thousandths.slice(-3)}`,
    label: pick(labels, random),
  }
}

/** Written by hand, so that `value` keeps its digits. */
function json({ partition, offset }: Place, sensor: string, { value, label }: Reading): Uint8Array {
  return Buffer.from(
    `{"${PLACE_COLUMNS.partition}":${partition},"${PLACE_COLUMNS.offset}":${offset},"sensor":${sensor},"value":${value},"label":${JSON.stringify(label)}}`,
  )
}

/** JSON without a schema: sensor readings, some with a label that the database refuses. */
export const readings: MessageKind = {
  columns: ['sensor', 'value', 'label'],
  good: (place, random) => {
    const reading = drawReading(random)
    const { sensor, value, label } = reading
    return row(json(place, String(sensor), reading), [String(sensor), value, label])
  },
  bad: [
    {
      share: 0.003,
      make: (place, random) => letter(brokenOff(json(place, '1', drawReading(random)), random)),
    },
    { share: 0.003, make: (place, random) => letter(json(place, '"warm"', drawReading(random))) },
    {
      share: 0.0005,
      make: (place, random) => {
        const label = 'x'.repeat(LABEL + random.integer(1, 40))
        return letter(json(place, '1', { ...drawReading(random), label }))
      },
    },
  ],
  nullPayload: null,
}
