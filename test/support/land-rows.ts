import fc from 'fast-check'
import { expect } from 'vitest'
import type { SchemaType } from '../../infra/local/registry/stored-schema.ts'
import type { Transform } from '../../lib/transform.ts'
import type { TestDatabase } from './database.ts'
import { type Body, FRAMINGS, type Framing, framed } from './framing.ts'
import { kafkaEvent } from './kafka-event.ts'
import type { TestRegistries } from './registries.ts'
import { expectRows, type Shown } from './shown.ts'
import { type Container, startContainer } from './sink.ts'

/** How records come: what the sink is told of their format, and how each names its schema. */
export interface Manner {
  readonly auto: boolean
  readonly framings: readonly Framing[]
}

const FORMATS: Readonly<Record<SchemaType, string>> = {
  AVRO: 'avro',
  PROTOBUF: 'protobuf',
  JSON: 'json-schema',
}

/** Nothing in an event tells whether Lambda's integration delivers Avro and Protobuf as they are. */
const UNAMBIGUOUS = FRAMINGS.filter((framing) => !framing.startsWith('source-'))

export function manners(records: number): fc.Arbitrary<Manner> {
  return fc.boolean().chain((auto) => {
    const framing = fc.constantFrom(...(auto ? UNAMBIGUOUS : FRAMINGS))
    const framings = fc.array(framing, { minLength: records, maxLength: records, size: 'max' })
    return fc.record({ auto: fc.constant(auto), framings })
  })
}

/** Records of one schema, and what their table must show. */
export interface Landing {
  readonly type: SchemaType
  readonly schema: string
  readonly manner: Manner
  readonly bodies: readonly Body[]
  /** In the order of their column `id`. */
  readonly rows: readonly Readonly<Record<string, Shown>>[]
  /** What a failed property prints: the values would be too much. */
  readonly [fc.toStringMethod]: () => string
}

/** Delivers records to a sink and holds the table that it makes of them to their values. */
export function lander(
  database: TestDatabase,
  registries: TestRegistries,
  transform: Transform | null = null,
): (landing: Landing) => Promise<void> {
  const containers = new Map<string, Container>()
  const containerFor = (format: string) => {
    const known = containers.get(format)
    if (known !== undefined) return known
    const environment = { ...registries.environment, SINK_VALUE_FORMAT: format }
    const container = startContainer(database, environment, transform)
    containers.set(format, container)
    return container
  }
  let tables = 0
  return async ({ type, schema, manner, bodies, rows }) => {
    const topic = `${type.toLowerCase()}_${tables++}`
    const registered = registries.register(type, schema)
    const records = bodies.map((body, offset) => {
      const framing = manner.framings[offset] ?? 'confluent-id'
      return { offset, ...framed(registered, body, framing) }
    })
    const container = containerFor(manner.auto ? 'auto' : FORMATS[type])
    const { totals } = await container.deliver(kafkaEvent({ [topic]: { 0: records } }))
    expect(totals).toMatchObject({ delivered: rows.length, written: rows.length })
    await expectRows(database, topic, rows)
  }
}
