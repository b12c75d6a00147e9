import avsc from 'avsc'
import fc from 'fast-check'
import { asJson, jsonObject, NOTHING } from './shown.ts'
import {
  bigEndian,
  booleans,
  bytes,
  clocks,
  dates,
  decimals,
  doubles,
  floats,
  instants,
  integers,
  type Sample,
  scaledDecimals,
  texts,
  uuids,
} from './value-samples.ts'

type AvroJson = string | readonly AvroJson[] | { readonly [member: string]: unknown }

/** A type with values of it, as avsc's encoder takes them. */
export interface AvroKind {
  readonly schema: AvroJson
  readonly values: fc.Arbitrary<Sample>
  /** What the encoder and Kafka Connect call it in a union. */
  readonly branch: string
}

/** Makes a kind whose named types begin with `name`, which nothing else in the schema does. */
export interface AvroMaker {
  /** Of a union only one branch may have it. */
  readonly unnamed: string | null
  make(name: string): AvroKind
}

function leaf(branch: string, values: fc.Arbitrary<Sample>, more?: object): AvroMaker {
  const schema = more === undefined ? branch : { type: branch, ...more }
  return { unnamed: branch, make: () => ({ branch, schema, values }) }
}

function fixed(size: number, values: fc.Arbitrary<Sample>, more: object = {}): AvroMaker {
  return {
    unnamed: null,
    make: (name) => ({
      branch: name,
      schema: { type: 'fixed', name, size, ...more },
      values,
    }),
  }
}

const logical = (logicalType: string, more: object = {}) => ({ logicalType, ...more })
const asNumber = ({ written, ...faces }: Sample<bigint>): Sample => ({
  written: Number(written),
  ...faces,
})
const ints = (bits: number) => integers(bits).map(asNumber)
const unscaled =
  (size?: number) =>
  ({ written, ...faces }: Sample<bigint>): Sample => ({
    written: bigEndian(written, size),
    ...faces,
  })
const asText = ({ written, ...faces }: Sample<bigint>): Sample => ({
  written,
  column: { text: String(written) },
  json: faces.json,
})

const LONG = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (long: bigint) => {
    const buffer = Buffer.alloc(8)
    buffer.writeBigInt64LE(long)
    return buffer
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (long: unknown) => typeof long === 'bigint',
  compare: (left: bigint, right: bigint) => Number(left - right),
})

/** avsc knows logical types only where it is told of them: what is written is the base type's. */
export function avroEncoder(schema: AvroJson): (value: unknown) => Buffer {
  const type = avsc.Type.forSchema(JSON.parse(JSON.stringify(schema)), {
    wrapUnions: 'always',
    typeHook: (node) => {
      const name = typeof node === 'object' && 'type' in node ? node.type : node
      return name === 'long' ? LONG : undefined
    },
  })
  return (value) => type.toBuffer(value)
}

const bigDecimalBody = avroEncoder({
  type: 'record',
  name: 'BigDecimal',
  fields: [
    { name: 'unscaled', type: 'bytes' },
    { name: 'scale', type: 'int' },
  ],
})

const durations = fc
  .tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 2 ** 32 - 1 })))
  .map(([months = 0, days = 0, millis = 0]): Sample => {
    const written = Buffer.alloc(12)
    for (const [at, part] of [months, days, millis].entries()) written.writeUInt32LE(part, at * 4)
    return { written, ...asJson(`{"months":${months},"days":${days},"millis":${millis}}`) }
  })

const uuidBytes = uuids.map(({ written, ...faces }): Sample => {
  return { written: Buffer.from(written.replaceAll('-', ''), 'hex'), ...faces }
})

/** All types that hold no others. */
const avroLeaves: readonly AvroMaker[] = [
  leaf('boolean', booleans),
  leaf('int', ints(32)),
  leaf('int', ints(8), { 'connect.type': 'int8' }),
  leaf('int', ints(16), { 'connect.type': 'int16' }),
  leaf('int', dates, logical('date')),
  leaf('int', clocks(3).map(asNumber), logical('time-millis')),
  leaf('long', integers(64)),
  leaf('long', clocks(6), logical('time-micros')),
  leaf('long', instants(3), logical('timestamp-millis')),
  leaf('long', instants(3), logical('local-timestamp-millis')),
  leaf('long', instants(6), logical('timestamp-micros')),
  leaf('long', instants(6), logical('local-timestamp-micros')),
  leaf('long', instants(9).map(asText), logical('timestamp-nanos')),
  leaf('float', floats),
  leaf('double', doubles),
  leaf('string', texts),
  leaf('string', uuids, logical('uuid')),
  leaf('bytes', bytes()),
  leaf('bytes', decimals(40, 17).map(unscaled()), logical('decimal', { precision: 40, scale: 17 })),
  leaf('bytes', decimals(9, 0).map(unscaled(12)), logical('decimal', { precision: 9 })),
  leaf('bytes', decimals(65, 30).map(unscaled()), logical('decimal', { precision: 65, scale: 30 })),
  leaf(
    'bytes',
    scaledDecimals.map(({ written: { unscaled: integer, scale }, ...faces }) => ({
      written: bigDecimalBody({ unscaled: bigEndian(integer), scale }),
      ...faces,
    })),
    logical('big-decimal'),
  ),
  fixed(1, bytes(1)),
  fixed(20, bytes(20)),
  fixed(9, decimals(20, 4).map(unscaled(9)), logical('decimal', { precision: 20, scale: 4 })),
  fixed(16, uuidBytes, logical('uuid')),
  fixed(12, durations, logical('duration')),
  {
    unnamed: null,
    make: (name) => {
      const symbols = ['A', 'lower', '_x9', ...Array.from({ length: 150 }, (_, at) => `S${at}`)]
      return {
        branch: name,
        schema: { type: 'enum', name, symbols },
        values: fc.constantFrom(...symbols).map((written) => ({
          written,
          column: { text: written },
          json: `"${written}"`,
        })),
      }
    },
  },
]

function arrayOf(items: AvroMaker): AvroMaker {
  return {
    unnamed: 'array',
    make: (name) => {
      const { schema, values } = items.make(name)
      return {
        branch: 'array',
        schema: { type: 'array', items: schema },
        values: fc.array(values, { maxLength: 4 }).map((samples) => ({
          written: samples.map(({ written }) => written),
          ...asJson(`[${samples.map(({ json }) => json)}]`),
        })),
      }
    },
  }
}

function mapOf(values: AvroMaker): AvroMaker {
  return {
    unnamed: 'map',
    make: (name) => {
      const kind = values.make(name)
      const entry = fc.tuple(fc.string({ unit: 'binary', maxLength: 6 }), kind.values)
      const entries = fc.uniqueArray(entry, { maxLength: 4, selector: ([key]) => key })
      return {
        branch: 'map',
        schema: { type: 'map', values: kind.schema },
        values: entries.map((pairs) => ({
          written: Object.fromEntries(pairs.map(([key, { written }]) => [key, written])),
          ...asJson(jsonObject(pairs.map(([key, { json }]) => [key, json]))),
        })),
      }
    },
  }
}

/** What Connect's writer makes of a map whose keys are no strings. */
function pairsOf(values: AvroMaker): AvroMaker {
  return {
    unnamed: 'array',
    make: (name) => {
      const kind = values.make(`${name}v`)
      const entry = fc.tuple(integers(64), kind.values)
      const selector = ([{ written }]: readonly [Sample<bigint>, Sample]) => written
      const entries = fc.uniqueArray(entry, { maxLength: 4, selector })
      const fields = [
        { name: 'key', type: 'long' },
        { name: 'value', type: kind.schema },
      ]
      const items = { type: 'record', name, 'connect.internal.type': 'MapEntry', fields }
      return {
        branch: 'array',
        schema: { type: 'array', items },
        values: entries.map((pairs) => ({
          written: pairs.map(([key, value]) => ({ key: key.written, value: value.written })),
          ...asJson(`[${pairs.map(([key, v]) => `{"key":${key.json},"value":${v.json}}`)}]`),
        })),
      }
    },
  }
}

function recordOf(members: readonly AvroMaker[]): AvroMaker {
  return {
    unnamed: null,
    make: (name) => {
      const kinds = members.map((member, at) => member.make(`${name}_${at}`))
      return {
        branch: name,
        schema: {
          type: 'record',
          name,
          fields: kinds.map(({ schema }, at) => ({ name: `m${at}`, type: schema })),
        },
        values: fc.tuple(...kinds.map(({ values }) => values)).map((samples) => ({
          written: Object.fromEntries(samples.map(({ written }, at) => [`m${at}`, written])),
          ...asJson(jsonObject(samples.map(({ json }, at) => [`m${at}`, json]))),
        })),
      }
    },
  }
}

function treeNode(value: Sample<bigint>, children: readonly Sample[]): Sample {
  return {
    written: { value: value.written, children: children.map(({ written }) => written) },
    ...asJson(`{"value":${value.json},"children":[${children.map(({ json }) => json)}]}`),
  }
}

const tree: AvroMaker = {
  unnamed: null,
  make: (name) => {
    const { node } = fc.letrec<{ node: Sample; leaf: Sample; inner: Sample }>((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('inner')),
      leaf: integers(64).map((value) => treeNode(value, [])),
      inner: fc
        .tuple(integers(64), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
        .map(([value, children]) => treeNode(value, children)),
    }))
    const fields = [
      { name: 'value', type: 'long' },
      { name: 'children', type: { type: 'array', items: name } },
    ]
    return { branch: name, schema: { type: 'record', name, fields }, values: node }
  },
}

function optional(maker: AvroMaker, nullFirst: boolean): AvroMaker {
  return {
    unnamed: 'union',
    make: (name) => {
      const { schema, branch, values } = maker.make(name)
      return {
        branch: 'union',
        schema: nullFirst ? ['null', schema] : [schema, 'null'],
        values: fc.option(values, { freq: 3 }).map((sample) => {
          if (sample === null) return { written: null, ...NOTHING }
          return { ...sample, written: { [branch]: sample.written } }
        }),
      }
    },
  }
}

/** Several branches and null: a struct of which one member is filled, or nothing. */
function unionOf(makers: readonly AvroMaker[]): AvroMaker {
  return {
    unnamed: 'union',
    make: (name) => {
      const kinds = makers.map((maker, at) => maker.make(`${name}u${at}`))
      const values = kinds.map((kind) =>
        kind.values.map(({ written, json }) => ({
          written: { [kind.branch]: written },
          ...asJson(
            jsonObject(kinds.map((one) => [one.branch, one === kind ? json : 'null'] as const)),
          ),
        })),
      )
      return {
        branch: 'union',
        schema: ['null', ...kinds.map(({ schema }) => schema)],
        values: fc.oneof(fc.constant({ written: null, ...NOTHING }), ...values),
      }
    },
  }
}

const { any } = fc.letrec<{ any: AvroMaker; branch: AvroMaker }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    tie('branch'),
    fc.tuple(tie('branch'), fc.boolean()).map(([maker, first]) => optional(maker, first)),
    fc
      .uniqueArray(tie('branch'), {
        minLength: 2,
        maxLength: 4,
        comparator: (one, other) => one.unnamed !== null && one.unnamed === other.unnamed,
      })
      .map(unionOf),
  ),
  branch: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(...avroLeaves, tree),
    tie('any').map(arrayOf),
    tie('any').map(mapOf),
    tie('any').map(pairsOf),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(recordOf),
  ),
}))

/** Any type, nested as it may be. */
export const anyAvro: fc.Arbitrary<AvroMaker> = any

/** Each leaf by itself, where it may be null, and inside of an array. */
export const allAvro: readonly AvroMaker[] = avroLeaves.flatMap((maker) => [
  maker,
  optional(maker, true),
  arrayOf(maker),
])
