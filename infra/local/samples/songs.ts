import { createRandom } from '../event-source/random.ts'
import { envelopeWriter } from './connect-json.ts'
import { type Message, partitionTopic } from './partition-topic.ts'
import { pick } from './pick.ts'
import type { Sample } from './sample.ts'

const schema = {
  type: 'struct',
  optional: false,
  version: 1,
  fields: [
    { field: 'Id', type: 'string', optional: true },
    { field: 'Artist', type: 'string', optional: true },
    { field: 'Song', type: 'string', optional: true },
  ],
}

const moods = ['Blue', 'Electric', 'Lonesome', 'Golden', 'Midnight', 'Paper', 'Restless'] as const
const things = [
  'River',
  'Satellites',
  'Avenue',
  'Mañana',
  'Thunder',
  'Letters',
  'Señorita',
] as const
const players = ['Foxes', 'Brothers', 'Orchestra', 'Déjà Vu', 'Trio', 'Weather', 'Kings'] as const

const PARTITIONS = 2
const FIRST_MS = Date.UTC(2026, 0, 5, 8)

/** The topic of the Kafka connector's quick start: three optional strings, no key. */
export function songs(count: number, seed: number): Sample {
  const random = createRandom(seed)
  const write = envelopeWriter(schema)
  const rows: (readonly (string | null)[])[] = []
  const messages = Array.from({ length: count }, (_, index): Message => {
    const title = `${pick(moods, random)} ${pick(things, random)}`
    // An optional field that is null now and then.
    const artist =
      random.fraction() < 0.1 ? null : `The ${pick(moods, random)} ${pick(players, random)}`
    const row = [String(index + 1), artist, title]
    rows.push(row)
    const [Id = null, Artist = null, Song = null] = row
    return {
      // Without a key a producer goes round the partitions.
      partition: index % PARTITIONS,
      timestamp: FIRST_MS + index * 250,
      key: null,
      value: write({ Id, Artist, Song }),
      headers: [],
    }
  })
  return {
    log: partitionTopic('songs', PARTITIONS, messages, random),
    columns: ['Id', 'Artist', 'Song'].map((name) => ({ name, comparison: 'text' })),
    rows,
    filtered: 0,
  }
}
