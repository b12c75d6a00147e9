import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ConfigError, EventError, RecordError } from '../../../../lib/errors.ts'
import { createRecordFormat } from '../../../../lib/format/create-record-format.ts'
import type { FormatName } from '../../../../lib/format/format-name.ts'
import type { FormatRecord, Part } from '../../../../lib/format/record-format.ts'
import type { Registries } from '../../../../lib/format/registries.ts'
import type { SchemaRegistry } from '../../../../lib/format/registry.ts'
import {
  base64,
  GUID,
  gluePrefix,
  guidPrefix,
  hex,
  idPrefix,
  record,
  VERSION,
} from './build-record.ts'
import { localRegistry } from './local-registry.ts'

const plenty = () => 60_000

const ORDER = '{"type":"record","name":"Order","fields":[{"name":"id","type":"long"}]}'
const OBJECT = '{"type":"object","properties":{"id":{"type":"integer"}}}'
const [AVRO, JSON_SCHEMA, BROKEN] = [1, 2, 3]
const OTHER_VERSION = VERSION.replace('5', '6')

/** The record Order with id 5. */
const order = hex('0a')
const text = Buffer.from('{"id":5}')

function registries(): Registries & { readonly confluent: ReturnType<typeof localRegistry> } {
  return {
    confluent: localRegistry(
      [{ registry: 'confluent', id: AVRO }, 'AVRO', ORDER],
      [{ registry: 'confluent', guid: GUID }, 'AVRO', ORDER],
      [{ registry: 'confluent', id: JSON_SCHEMA }, 'JSON', OBJECT],
      [{ registry: 'confluent', id: BROKEN }, 'AVRO', '{"type":"nothing"}'],
    ),
    glue: localRegistry(
      [{ registry: 'glue', versionId: VERSION }, 'AVRO', ORDER],
      [{ registry: 'glue', versionId: OTHER_VERSION }, 'JSON', OBJECT],
    ),
  }
}

function createFormat(name: FormatName, part: Part = 'value', at: Registries = registries()) {
  return createRecordFormat({ byTopic: new Map(), otherwise: name }, part, at)
}

/** What a fresh container makes of a record. */
async function read(name: FormatName, it: FormatRecord, part: Part = 'value', at?: Registries) {
  const format = createFormat(name, part, at)
  await format.prepare([it], plenty)
  const schema = format.peek(it)
  const decoded = format.decode(it)
  expect(decoded.schema).toBe(schema)
  return decoded
}

async function faultOf(name: FormatName, it: FormatRecord, part: Part = 'value', at?: Registries) {
  const format = createFormat(name, part, at)
  await format.prepare([it], plenty)
  const faults = [() => format.peek(it), () => format.decode(it)].map((act) => {
    try {
      act()
    } catch (error) {
      return error
    }
    throw new Error('it was read')
  })
  expect(String(faults[0])).toBe(String(faults[1]))
  return faults[0]
}

describe.each(['auto', 'avro'] as const)('as %s, Avro is read', (name) => {
  test.each<[string, FormatRecord]>([
    ['behind an id', record({ value: base64(idPrefix(AVRO), order) })],
    ['behind a GUID', record({ value: base64(guidPrefix(GUID), order) })],
    ['from Glue', record({ value: base64(gluePrefix(VERSION), order) })],
    [
      'from Glue, compressed',
      record({ value: base64(gluePrefix(VERSION, '05'), deflateSync(order)) }),
    ],
    [
      'by an id in the header',
      record({
        value: base64(order),
        headers: [{ name: '__value_schema_id', value: idPrefix(AVRO) }],
      }),
    ],
    [
      'by a GUID in the header',
      record({
        value: base64(order),
        headers: [{ name: '__value_schema_id', value: guidPrefix(GUID) }],
      }),
    ],
  ])('%s', async (_, it) => {
    expect(await read(name, it)).toMatchObject({ schema: { type: 'struct' }, value: [5] })
  })

  test('as a key', async () => {
    const it = record({ key: base64(idPrefix(AVRO), order), value: '!' })
    expect(await read(name, it, 'key')).toMatchObject({ value: [5] })
  })
})

test.each([
  ['Confluent', String(AVRO)],
  ['Glue', VERSION],
])(
  "as avro, what Lambda's registry integration leaves is read by the id of %s",
  async (_, schemaId) => {
    const valueSchema = { dataFormat: 'AVRO', schemaId } as const
    const it = record({ value: base64(order), valueSchema })
    expect(await read('avro', it)).toMatchObject({ value: [5] })
  },
)

describe('auto', () => {
  test.each([
    ['JSON with a schema of Confluent', String(JSON_SCHEMA)],
    ['JSON with a schema of Glue', OTHER_VERSION],
  ])("reads %s that Lambda's registry integration delivers", async (_, schemaId) => {
    const it = record({ value: base64(text), valueSchema: { dataFormat: 'JSON', schemaId } })
    expect(await read('auto', it)).toMatchObject({ schema: { type: 'struct' }, value: [5] })
  })

  test.each([
    ['AVRO', 'avro'],
    ['PROTOBUF', 'protobuf'],
  ] as const)('guesses nothing where it delivers %s', async (dataFormat, name) => {
    const schema = { dataFormat, schemaId: '1' } as const
    for (const [part, option] of [
      ['value', 'SINK_VALUE_FORMAT'],
      ['key', 'SINK_KEY_FORMAT'],
    ] as const) {
      const it = record({ [part]: base64(order), [`${part}Schema`]: schema })
      const preparing = createFormat('auto', part).prepare([it], plenty)
      await expect(preparing).rejects.toThrow(ConfigError)
      await expect(preparing).rejects.toThrow(`${option}=${name}`)
      await expect(preparing).rejects.toThrow(`${option}=lambda-json`)
    }
  })

  test('takes what is not framed for JSON, and asks no registry', async () => {
    const at = registries()
    const it = record({ value: base64(text) })
    expect(await read('auto', it, 'value', at)).toEqual({ schema: null, value: { id: 5 } })
    expect(at.confluent.asked).toEqual([])
  })

  test('without a registry, a framed record is bad, and the others are not', async () => {
    const at = { ...registries(), confluent: null }
    const framed = record({ value: base64(idPrefix(AVRO), order) })
    const fault = await faultOf('auto', framed, 'value', at)
    expect(fault).toBeInstanceOf(RecordError)
    expect(fault).toMatchObject({ message: expect.stringContaining('SINK_REGISTRY_URL') })
    const format = createFormat('auto', 'value', at)
    const json = record({ value: base64(text) })
    await format.prepare([framed, json], plenty)
    expect(format.decode(json).value).toEqual({ id: 5 })
  })
})

test('an explicit format without a registry is a fault of the configuration', async () => {
  const at = { ...registries(), confluent: null }
  const it = record({ value: base64(idPrefix(AVRO), order) })
  await expect(createFormat('avro', 'value', at).prepare([it], plenty)).rejects.toThrow(ConfigError)
  const ofGlue = record({ value: base64(gluePrefix(VERSION), order) })
  expect(await read('avro', ofGlue, 'value', at)).toMatchObject({ value: [5] })
})

describe('a record is bad', () => {
  test.each([
    ['whose schema is missing', 'avro', base64(idPrefix(99), order), 'schema 99'],
    ['whose schema cannot be read', 'avro', base64(idPrefix(BROKEN), order), 'schema 3'],
    ['whose schema is of another type', 'avro', base64(idPrefix(JSON_SCHEMA), text), 'json-schema'],
    ['that is JSON', 'avro', base64(text), 'begins as JSON text does'],
    ['that is empty', 'protobuf', '', 'it is empty'],
    ['of another magic byte', 'json-schema', base64(hex('07 00 00 00 01')), 'another magic byte'],
    ['that is too short for Confluent', 'avro', base64(hex('00 00 00')), "Confluent's magic byte"],
    ['that is too short for Glue', 'avro', base64(hex('03 00 00')), "Glue's magic byte"],
    [
      'that is said to be compressed and is not',
      'auto',
      base64(gluePrefix(VERSION, '05'), order),
      'zlib',
    ],
    [
      'whose compressed body is cut off',
      'auto',
      base64(gluePrefix(VERSION, '05'), deflateSync(Buffer.alloc(99)).subarray(0, -5)),
      'cut off',
    ],
  ] as const)('%s', async (_, name, value, message) => {
    const format = createFormat(name)
    const it = record({ value })
    await format.prepare([it], plenty)
    expect(() => format.decode(it)).toThrow(
      expect.objectContaining({
        constructor: RecordError,
        message: expect.stringContaining(message),
      }),
    )
  })

  test('that inflates without end', async () => {
    const bomb = deflateSync(Buffer.alloc(16 * 1024 * 1024 + 1))
    const it = record({ value: base64(gluePrefix(VERSION, '05'), bomb) })
    const format = createFormat('auto')
    await format.prepare([it], plenty)
    expect(() => format.decode(it)).toThrow(/inflates to more than/)
  })

  test('of whose key the message speaks as the key', async () => {
    const fault = await faultOf('avro', record({ key: base64(text) }), 'key')
    expect(String(fault)).toMatch(/key has no frame.*SINK_KEY_FORMAT=json/)
    expect(String(fault)).not.toMatch(/value/i)
    const plain = await faultOf('connect-json', record({ key: base64(text) }), 'key').catch(
      (error: unknown) => error,
    )
    expect(String(plain)).toContain('key is no Connect envelope')
  })

  test('and its message holds nothing of it', async () => {
    const fault = await faultOf('avro', record({ value: base64(Buffer.from('SECRET')) }))
    expect(String(fault)).not.toContain('SECRET')
  })
})

test.each([
  ['framed', `${base64(idPrefix(AVRO), order).slice(0, -1)}`],
  ['framed by a schema that is missing', `${base64(idPrefix(99), Buffer.alloc(9))}!`],
  ['not framed', 'e30'],
])('damaged base64 is the fault of the event: %s', async (_, value) => {
  for (const name of ['auto', 'avro', 'lambda-json'] as const) {
    const format = createFormat(name)
    const it = record({ value })
    await format.prepare([it], plenty)
    expect(() => format.decode(it)).toThrow(EventError)
  }
})

test('each topic has its own format, and all of them are prepared', async () => {
  const byTopic = new Map<string, FormatName>([
    ['orders', 'avro'],
    ['lines', 'string'],
  ])
  const format = createRecordFormat({ byTopic, otherwise: 'json' }, 'value', registries())
  const orders = record({ topic: 'orders', value: base64(idPrefix(AVRO), order) })
  const lines = record({ topic: 'lines', value: base64(text) })
  const other = record({ value: base64(text) })
  await format.prepare([orders, lines, other], plenty)
  expect([orders, lines, other].map((it) => format.decode(it).value)).toEqual([
    [5],
    '{"id":5}',
    { id: 5 },
  ])
})

test('a topic that names a thousand other schemas drives out none that this event needs', async () => {
  const names = { byTopic: new Map([['orders', 'avro' as const]]), otherwise: 'auto' as const }
  const known: SchemaRegistry = {
    fetch: async () => ({ type: 'AVRO', text: ORDER, references: [] }),
  }
  const format = createRecordFormat(names, 'value', { confluent: known, glue: known })
  const orders = record({ topic: 'orders', value: base64(idPrefix(1), order) })
  await format.prepare([orders], plenty)
  const others = Array.from({ length: 1000 }, (_, at) =>
    record({ value: base64(idPrefix(1000 + at), order) }),
  )
  await format.prepare([orders, ...others], plenty)
  for (const it of [orders, ...others]) expect(format.decode(it).value).toEqual([5])
})

test('a schema on whose width the stack would end is the fault of its records alone', async () => {
  const branches = Array.from({ length: 150_000 }, (_, at) => ({
    type: 'fixed',
    name: `F${at}`,
    size: 1,
  }))
  const confluent = localRegistry(
    [{ registry: 'confluent', id: 1 }, 'AVRO', ORDER],
    [{ registry: 'confluent', id: 2 }, 'AVRO', JSON.stringify(['null', ...branches])],
  )
  const format = createFormat('auto', 'value', { confluent, glue: confluent })
  const [good, poisoned] = [1, 2].map((id) => record({ value: base64(idPrefix(id), order) }))
  if (good === undefined || poisoned === undefined) throw new Error('two records')
  await format.prepare([good, poisoned], plenty)
  expect(format.decode(good).value).toEqual([5])
  expect(() => format.peek(poisoned)).toThrow(
    expect.objectContaining({ constructor: RecordError, code: 'ERR_RECORD_SCHEMA' }),
  )
})

test('a null is asked no schema for', async () => {
  const at = registries()
  const valueSchema = { dataFormat: 'AVRO', schemaId: '1' } as const
  await createFormat('avro', 'value', at).prepare([record({ valueSchema })], plenty)
  expect(at.confluent.asked).toEqual([])
})

test('with its schemas known, preparing is one promise for all', async () => {
  for (const name of ['auto', 'avro', 'json', 'lambda-json'] as const) {
    const format = createFormat(name)
    const it = record({ value: base64(idPrefix(AVRO), order) })
    await format.prepare([it], plenty)
    expect(format.prepare([it], plenty)).toBe(createFormat('json').prepare([], plenty))
  }
})

test('a body that Lambda delivered, and that begins as JSON does, is told from Avro that is damaged', async () => {
  const format = createFormat('avro')
  const delivered = (body: Uint8Array) =>
    record({ value: base64(body), valueSchema: { dataFormat: 'AVRO', schemaId: String(AVRO) } })
  const fault = async (it: FormatRecord) => {
    await format.prepare([it], plenty)
    expect(() => format.decode(it)).toThrow(RecordError)
    try {
      return String(format.decode(it))
    } catch (error) {
      return String(error)
    }
  }
  expect(await fault(delivered(text))).toContain('SINK_VALUE_FORMAT=lambda-json')
  expect(await fault(delivered(hex('0a 0a')))).not.toContain('lambda-json')
  expect(await fault(record({ value: base64(idPrefix(AVRO), text) }))).not.toContain('lambda-json')

  const lambdaJson = createFormat('lambda-json')
  const it = delivered(Buffer.from('{"id":"x"}'))
  await lambdaJson.prepare([it], plenty)
  expect(() => lambdaJson.decode(it)).toThrow(/^(?!.*lambda-json)/)
})
