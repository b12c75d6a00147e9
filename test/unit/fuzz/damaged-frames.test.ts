import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventError, RecordError } from '../../../lib/errors.ts'
import { createRecordFormat } from '../../../lib/format/create-record-format.ts'
import type { FormatRecord, RecordFormat } from '../../../lib/format/record-format.ts'
import type { SchemaId } from '../../../lib/format/registry.ts'
import {
  GUID,
  gluePrefix,
  guidPrefix,
  idPrefix,
  record,
  VERSION,
} from '../format/frames/build-record.ts'
import { localRegistry } from '../format/frames/local-registry.ts'
import { damages } from './damage.ts'
import { expectNamedError, MARKER } from './marker.ts'

const RUNS = 2_000
const PATIENCE_MS = 120_000

const NODE = `{"type":"record","name":"Node","fields":[{"name":"id","type":"long"},{"name":"text","type":"string"},
{"name":"list","type":{"type":"array","items":["null","Node"]}},{"name":"map","type":{"type":"map","values":"bytes"}}]}`
const FILE = `syntax = "proto3"; message Node { int64 id = 1; string text = 2; repeated Node list = 3;
map<string, bytes> map = 4; message Inner { double d = 1; } }`
const OBJECT = `{"title":"Node","type":"object","properties":{"id":{"type":"integer"},"text":{"type":"string"},
"list":{"type":"array","items":{"$ref":"#"}}}}`

const glueOf = (last: string) => VERSION.slice(0, -1) + last
const schemas: readonly (readonly [SchemaId, 'AVRO' | 'PROTOBUF' | 'JSON', string])[] = [
  [{ registry: 'confluent', id: 1 }, 'AVRO', NODE],
  [{ registry: 'confluent', id: 2 }, 'PROTOBUF', FILE],
  [{ registry: 'confluent', id: 3 }, 'JSON', OBJECT],
  [{ registry: 'confluent', guid: GUID }, 'AVRO', NODE],
  [{ registry: 'glue', versionId: glueOf('1') }, 'AVRO', NODE],
  [{ registry: 'glue', versionId: glueOf('2') }, 'PROTOBUF', FILE],
  [{ registry: 'glue', versionId: glueOf('3') }, 'JSON', OBJECT],
]

const registry = localRegistry(...schemas)

const marked = Buffer.from(MARKER)
/** Bodies of an AVRO, a PROTOBUF and a JSON value that hold the marker. */
const avroBody = Buffer.concat([Buffer.of(2, marked.length * 2), marked, Buffer.of(0, 0)])
const protobufBody = Buffer.concat([Buffer.of(0, 8, 1, 18, marked.length), marked])
const jsonBody = Buffer.from(JSON.stringify({ id: 1, text: MARKER, list: [{ id: 2 }] }))

const bodies = fc.oneof(
  fc.constantFrom(avroBody, protobufBody, jsonBody, protobufBody.subarray(1)),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
)
const someDamage = fc
  .tuple(bodies, damages, fc.boolean())
  .map(([body, damage, isDamaged]) => (isDamaged ? damage(body) : body))
  .filter((bytes) => !namesMember(bytes))

/** The name of a member may be told; one that the damage made of contents is told, too. */
function namesMember(bytes: Buffer): boolean {
  return new RegExp(`${MARKER}(?:[^"\\\\]|\\\\.)*"\\s*:`).test(bytes.toString('latin1'))
}

const ids = fc.oneof(fc.constantFrom(1, 2, 3), fc.integer())
const plainPrefixes = fc.oneof(
  fc.constant(Buffer.of()),
  ids.map(idPrefix),
  fc.constant(guidPrefix(GUID)),
  fc.constantFrom('1', '2', '3', '4').map((last) => gluePrefix(glueOf(last))),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.constantFrom(0, 1, 2, 3), fc.uint8Array({ maxLength: 20 }))
    .map(([first, rest]) => Buffer.of(first, ...rest)),
)

/** Frames that fit their bodies, mostly. */
const fitting = fc
  .tuple(fc.constantFrom(1, 2, 3), fc.boolean(), damages, fc.nat({ max: 2 }))
  .map(([id, isGlue, damage, damaged]) => {
    const body = [avroBody, protobufBody, jsonBody][id - 1] ?? avroBody
    const prefix = isGlue ? gluePrefix(glueOf(`${id}`)) : idPrefix(id)
    return Buffer.concat([prefix, damaged === 0 ? damage(body) : body])
  })
  .filter((bytes) => !namesMember(bytes))

const framed = fc.oneof(
  { weight: 3, arbitrary: fitting },
  fc.tuple(plainPrefixes, someDamage).map((pieces) => Buffer.concat(pieces)),
  fc
    .tuple(fc.constantFrom('1', '2', '3'), someDamage, fc.nat({ max: 30 }), fc.boolean())
    .map(([last, body, cut, isCut]) => {
      const deflated = deflateSync(body)
      const rest = isCut ? deflated.subarray(0, -cut) : deflated
      return Buffer.concat([gluePrefix(glueOf(last), '05'), rest])
    }),
  fc
    .tuple(plainPrefixes, someDamage, fc.nat({ max: 40 }))
    .map(([prefix, body, length]) => Buffer.concat([prefix, body]).subarray(0, length)),
)

const headers = fc.array(
  fc.record({
    name: fc.constantFrom('__value_schema_id', '__key_schema_id', 'other'),
    value: fc.option(
      fc
        .tuple(plainPrefixes, fc.uint8Array({ maxLength: 6 }))
        .map((pieces) => Buffer.concat(pieces)),
    ),
  }),
  { maxLength: 2 },
)

const delivered = fc.option(
  fc.record({
    dataFormat: fc.constantFrom('AVRO', 'PROTOBUF', 'JSON'),
    schemaId: fc.constantFrom('1', '2', '3', '9999999999', ...['1', '2', '3', '4'].map(glueOf)),
  }),
  { freq: 3 },
)

const records = fc.oneof(
  { weight: 3, arbitrary: framed.map((bytes) => ofBoth(bytes, {})) },
  fc
    .tuple(framed, headers, delivered, delivered)
    .map(([bytes, headers, keySchema, valueSchema]) =>
      ofBoth(bytes, { headers, keySchema, valueSchema }),
    ),
  fc.tuple(fc.constantFrom(1, 2, 3), fc.boolean()).map(([id, isGlue]) => {
    const schemaId = isGlue ? glueOf(`${id}`) : `${id}`
    const schema = { dataFormat: 'JSON', schemaId } as const
    return ofBoth(jsonBody, { keySchema: schema, valueSchema: schema })
  }),
)

function ofBoth(bytes: Uint8Array, rest: Partial<FormatRecord>): FormatRecord {
  const text = Buffer.from(bytes).toString('base64')
  return record({ key: text, value: text, ...rest })
}

function outcome(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    const named = expectNamedError(error)
    expect(named instanceof RecordError || named instanceof EventError).toBe(true)
    return named.code
  }
}

async function readBoth(format: RecordFormat, it: FormatRecord): Promise<readonly unknown[]> {
  await format.prepare([it], () => 60_000)
  const peeked = outcome(() => format.peek(it))
  const decoded = outcome(() => format.decode(it))
  // Where both come, they agree on the schema.
  if (typeof peeked === 'object' && typeof decoded === 'object' && decoded !== null) {
    expect((decoded as { readonly schema: unknown }).schema).toBe(peeked)
  }
  return [peeked, decoded]
}

const FORMATS = ['auto', 'avro', 'protobuf', 'json-schema', 'lambda-json'] as const

test.each(FORMATS)(
  'as %s, whatever bytes and headers come to a value or to the named fault of the record',
  async (name) => {
    let read = 0
    for (const part of ['value', 'key'] as const) {
      const names = { byTopic: new Map(), otherwise: name }
      const format = createRecordFormat(names, part, { confluent: registry, glue: registry })
      await fc.assert(
        fc.asyncProperty(records, async (it) => {
          // What has to be configured is told of the deployment, not of a record.
          const schema = part === 'value' ? it.valueSchema : it.keySchema
          if (name === 'auto' && schema !== null && schema.dataFormat !== 'JSON') return
          const [, decoded] = await readBoth(format, it)
          if (typeof decoded === 'object') read += 1
        }),
        { numRuns: RUNS / 2 },
      )
    }
    expect(read).toBeGreaterThan(RUNS / 100)
  },
  PATIENCE_MS,
)

test(
  'every truncation of a framed value is read or is the fault of the record',
  async () => {
    const whole = [
      Buffer.concat([idPrefix(1), avroBody]),
      Buffer.concat([guidPrefix(GUID), avroBody]),
      Buffer.concat([idPrefix(2), protobufBody]),
      Buffer.concat([idPrefix(3), jsonBody]),
      Buffer.concat([gluePrefix(glueOf('2'), '05'), deflateSync(protobufBody)]),
    ]
    const names = { byTopic: new Map(), otherwise: 'auto' } as const
    const format = createRecordFormat(names, 'value', { confluent: registry, glue: registry })
    for (const bytes of whole) {
      for (let length = 0; length <= bytes.length; length += 1) {
        const it = record({ value: bytes.subarray(0, length).toString('base64') })
        const [, decoded] = await readBoth(format, it)
        if (length === bytes.length) expect(typeof decoded).toBe('object')
      }
    }
  },
  PATIENCE_MS,
)

test(
  'a text that is no base64 is the fault of the event, whatever it seems to be framed by',
  async () => {
    for (const name of FORMATS) {
      const names = { byTopic: new Map(), otherwise: name }
      const format = createRecordFormat(names, 'value', { confluent: registry, glue: registry })
      const texts = fc
        .tuple(framed, damages)
        .map(([bytes, damage]) => damage(Buffer.from(bytes.toString('base64'))).toString())
        .filter((text) => Buffer.from(text, 'base64').toString('base64') !== text)
      await fc.assert(
        fc.asyncProperty(texts, async (value) => {
          const it = record({ value })
          await format.prepare([it], () => 60_000)
          expect(() => format.decode(it)).toThrow(EventError)
        }),
        { numRuns: RUNS / 10 },
      )
    }
  },
  PATIENCE_MS,
)
