import fc from 'fast-check'
import { damages } from './damage.ts'
import { MARKER } from './marker.ts'
import { goodValues } from './record-values.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** What stands in the place of a member of an event. */
const strangers: readonly Json[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  '####',
  '7',
  'constructor',
  'x'.repeat(10_000),
  [],
  {},
  JSON.parse('{"__proto__":{"topic":"orders"},"constructor":1}'),
  JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`),
  [null],
  [[1, 2, 3]],
  [{ h: [1e9] }],
]

const names = ['__proto__', 'constructor', 'hasOwnProperty', 'records', 'topic', 'offset', '', '0']

/** Changes one member somewhere in the event. */
type Change = (list: readonly (readonly [string, Json])[], at: number) => typeof list

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>((members, at) => members.toSpliced(at, 1)),
  fc.constantFrom(...strangers).map(
    (stranger): Change =>
      (members, at) =>
        members.map((member, index) => (index === at ? [member[0], stranger] : member)),
  ),
  fc.constantFrom(...names).map(
    (name): Change =>
      (members, at) =>
        members.map((member, index) => (index === at ? [name, member[1]] : member)),
  ),
  fc.constantFrom(...names).map(
    (name): Change =>
      (members, at) => {
        const [, value] = members[at] ?? ['', null]
        return [...members, [name, value]]
      },
  ),
)

const mutation = fc.tuple(
  fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 1,
    maxLength: 6,
  }),
  change,
)

/** Events of two topics and three partitions as Lambda makes them, with up to three members changed, and damaged values. */
export const mutatedEvents: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...goodValues), damages), { minLength: 5, maxLength: 5 }),
    fc.array(mutation, { maxLength: 3 }),
  )
  .map(([values, mutations]) => {
    const texts = values.map(([value, damage]) => damage(Buffer.from(value)).toString('base64'))
    const event = mutations.reduce(
      (mutated, [path, how]) => mutate(mutated, path, how),
      eventOf(texts),
    )
    return JSON.parse(JSON.stringify(event))
  })

function eventOf(values: readonly string[]): Json {
  const places = [
    ['orders', 0, 10],
    ['orders', 0, 11],
    ['orders', 1, 10],
    ['my-songs', 0, 3],
    ['my-songs', 0, 5],
  ] as const
  const records = places.map(([topic, partition, offset], index) => ({
    topic,
    partition,
    offset,
    timestamp: 1_700_000_000_000 + offset,
    timestampType: 'CREATE_TIME',
    key: Buffer.from(MARKER).toString('base64'),
    value: values[index] ?? null,
    keySchemaMetadata: index === 0 ? null : { dataFormat: 'AVRO', schemaId: '17' },
    valueSchemaMetadata: null,
    headers: [{ [MARKER]: [...Buffer.from(MARKER)] }, { none: null }],
  }))
  return {
    eventSource: 'SelfManagedKafka',
    bootstrapServers: 'broker:9092',
    records: Object.groupBy(records, ({ topic, partition }) => `${topic}-${partition}`) as Json,
  }
}

/** @param path at each depth which member, as a share of them all */
function mutate(node: Json, path: readonly number[], how: Change): Json {
  if (typeof node !== 'object' || node === null) return node
  const members = Object.entries(node)
  const [share, ...deeper] = path
  if (share === undefined || members.length === 0) return node
  const at = Math.floor(share * members.length)
  const below = members[at]?.[1]
  const goesDeeper = deeper.length > 0 && typeof below === 'object' && below !== null
  const changed = goesDeeper
    ? members.map(([name, value], index) =>
        index === at ? ([name, mutate(value, deeper, how)] as const) : ([name, value] as const),
      )
    : how(members, at)
  return Array.isArray(node) ? changed.map(([, value]) => value) : Object.fromEntries(changed)
}
