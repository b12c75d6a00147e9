import fc from 'fast-check'
import { parseJson } from '../../lib/format/json/exact-json.ts'
import { ExactNumber, type JsonValue } from '../../lib/schema.ts'
import { asJson, type Faces, jsonObject, NOTHING, type Shown } from './shown.ts'
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
  jsonTexts,
  type Sample,
  scaledDecimals,
  texts,
} from './value-samples.ts'

export type Syntax = 'proto2' | 'proto3' | 'editions'

/**
 * Text of a file as it is registered, or as it is encoded by: there a map is what it is on the wire, a repeated message,
 * since protobufjs takes only some keys.
 */
type Text = (wire: boolean) => string

/** A type of fields. */
interface ProtoKind {
  readonly type: string
  readonly options: readonly string[]
  /** Declarations beside the field. */
  readonly declared: Text
  /** The messages among them, those of maps included. */
  readonly messages: readonly string[]
  readonly values: fc.Arbitrary<Sample>
  /** What a field of proto3 shows that was not written. */
  readonly empty: Faces
  readonly packs: boolean
}

/** Makes a kind whose declared types begin with `name`. */
export type ProtoMaker = (name: string, syntax: Syntax) => ProtoKind

/** A field, or a oneof of several. */
interface ProtoField {
  readonly text: Text
  readonly declared: Text
  readonly messages: readonly string[]
  readonly column: string
  readonly values: fc.Arbitrary<Written>
}

interface Written {
  readonly members: Readonly<Record<string, unknown>>
  readonly column: Shown
  readonly json: string
}

interface Place {
  readonly name: string
  readonly syntax: Syntax
  readonly number: number
  /** How many oneofs precede. */
  readonly oneofs: number
}

export interface FieldMaker {
  readonly isOneof: boolean
  make(place: Place): ProtoField
}

const NO_TEXT: Text = () => ''

function scalar(
  type: string,
  values: fc.Arbitrary<Sample>,
  empty: Faces,
  more: { readonly packs?: boolean; readonly options?: readonly string[] } = {},
): ProtoMaker {
  const { packs = true, options = [] } = more
  return () => ({ type, options, declared: NO_TEXT, messages: [], values, empty, packs })
}

const ZERO: Faces = { column: { text: '0' }, json: '0' }
const lengthy = { packs: false }

/** protobufjs takes 64 bits as text. */
const asLong = ({ written, ...faces }: Sample<bigint>): Sample => ({
  written: String(written),
  ...faces,
})

const asNumber = ({ written, ...faces }: Sample<bigint>): Sample => ({
  written: Number(written),
  ...faces,
})

const ints = (type: string, signed = true) => scalar(type, integers(32, signed).map(asNumber), ZERO)
const longs = (type: string, signed = true) => scalar(type, integers(64, signed).map(asLong), ZERO)

const SCALARS: readonly ProtoMaker[] = [
  ints('int32'),
  ints('sint32'),
  ints('sfixed32'),
  ints('uint32', false),
  ints('fixed32', false),
  longs('int64'),
  longs('sint64'),
  longs('sfixed64'),
  longs('uint64', false),
  longs('fixed64', false),
  scalar('bool', booleans, { column: { text: '0' }, json: 'false' }),
  scalar('float', floats, { column: { float: 0 }, json: '0' }),
  scalar('double', doubles, { column: { double: 0 }, json: '0' }),
  scalar('string', texts, { column: { text: '' }, json: '""' }, lengthy),
  scalar('bytes', bytes(), { column: { text: '0x' }, json: '""' }, lengthy),
]

const wrapped = ({ written, ...faces }: Sample): Sample => ({
  written: { value: written },
  ...faces,
})
const wrapper = (name: string, values: fc.Arbitrary<Sample>) =>
  scalar(`google.protobuf.${name}`, values.map(wrapped), NOTHING, lengthy)

const timestamps = instants(6).chain(({ written, column, json }) =>
  fc.option(fc.integer({ min: 1, max: 999 })).map((nanos): Sample => {
    const rest = ((written % 1_000_000n) + 1_000_000n) % 1_000_000n
    const fine = nanos === null ? json : json.replace('Z', `${String(nanos).padStart(3, '0')}Z`)
    return {
      written: {
        seconds: String((written - rest) / 1_000_000n),
        nanos: Number(rest) * 1000 + (nanos ?? 0),
      },
      column,
      json: fine,
    }
  }),
)

const calendarDates = dates.map(({ written: days, ...faces }): Sample => {
  const date = new Date(days * 86_400_000)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  return { written: { year, month, day }, ...faces }
})

const timesOfDay = clocks(6).map(({ written, ...faces }): Sample => {
  const seconds = Number(written / 1_000_000n)
  return {
    written: {
      hours: Math.floor(seconds / 3600),
      minutes: Math.floor(seconds / 60) % 60,
      seconds: seconds % 60,
      nanos: Number(written % 1_000_000n) * 1000,
    },
    ...faces,
  }
})

/** The members of a google.protobuf.Value. */
function structValue(json: JsonValue): object {
  if (json === null) return { nullValue: 0 }
  if (json instanceof ExactNumber) return { numberValue: Number(json.literal) }
  if (typeof json === 'number') return { numberValue: json }
  if (typeof json === 'string') return { stringValue: json }
  if (typeof json === 'boolean') return { boolValue: json }
  if (Array.isArray(json)) return { listValue: { values: json.map(structValue) } }
  const fields = Object.entries(json).map(([name, item]) => [name, structValue(item)])
  return { structValue: { fields: Object.fromEntries(fields) } }
}

const WELL_KNOWN: readonly ProtoMaker[] = [
  wrapper('Int32Value', integers(32).map(asNumber)),
  wrapper('UInt32Value', integers(32, false).map(asNumber)),
  wrapper('Int64Value', integers(64).map(asLong)),
  wrapper('UInt64Value', integers(64, false).map(asLong)),
  wrapper('DoubleValue', doubles),
  wrapper('FloatValue', floats),
  wrapper('BoolValue', booleans),
  wrapper('StringValue', texts),
  wrapper('BytesValue', bytes()),
  scalar('google.protobuf.Timestamp', timestamps, NOTHING, lengthy),
  scalar('google.type.Date', calendarDates, NOTHING, lengthy),
  scalar('google.type.TimeOfDay', timesOfDay, NOTHING, lengthy),
  scalar(
    'google.protobuf.Value',
    jsonTexts.map(({ written, ...faces }) => ({
      written: structValue(parseJson(written)),
      ...faces,
    })),
    NOTHING,
    lengthy,
  ),
  scalar(
    'confluent.type.Decimal',
    decimals(30, 5).map(({ written, ...faces }) => ({
      written: { value: bigEndian(written), precision: 30, scale: 5 },
      ...faces,
    })),
    NOTHING,
    {
      packs: false,
      options: [
        '(confluent.field_meta) = { params: [ { key: "precision", value: "30" }, { key: "scale", value: "5" } ] }',
      ],
    },
  ),
  scalar(
    'confluent.type.Decimal',
    scaledDecimals.map(({ written: { unscaled, scale }, ...faces }) => ({
      written: { value: bigEndian(unscaled), scale },
      ...faces,
    })),
    NOTHING,
    lengthy,
  ),
]

const enumKind: ProtoMaker = (name, syntax) => {
  const shown = (text: string): Faces => ({ column: { text }, json: `"${text}"` })
  const known = [0, 1, -1, 300].map((written) => ({
    written,
    ...shown(`${name}_${written < 0 ? 'MINUS' : written}`),
  }))
  const unknown = { written: 7, ...shown(`UNKNOWN_ENUM_VALUE_${name}_7`) }
  const symbols = `${name}_0 = 0; ${name}_1 = 1; ${name}_MINUS = -1; ${name}_300 = 300;`
  return {
    type: name,
    options: [],
    declared: () => `enum ${name} { ${symbols} }\n`,
    messages: [],
    values: fc.constantFrom(...known, ...(syntax === 'proto2' ? [] : [unknown])),
    empty: shown(`${name}_0`),
    packs: true,
  }
}

const treeNode = (value: Sample, children: readonly Sample[]): Sample => ({
  written: { value: value.written, children: children.map(({ written }) => written) },
  ...asJson(`{"value":${value.json},"children":[${children.map(({ json }) => json)}]}`),
})

const treeKind: ProtoMaker = (name, syntax) => {
  const label = syntax === 'proto2' ? 'optional ' : ''
  const values = integers(64).map(asLong)
  const { node } = fc.letrec<{ node: Sample; leaf: Sample; inner: Sample }>((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('inner')),
    leaf: values.map((value) => treeNode(value, [])),
    inner: fc
      .tuple(values, fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
      .map(([value, children]) => treeNode(value, children)),
  }))
  return {
    type: name,
    options: [],
    declared: () => `message ${name} { ${label}int64 value = 1; repeated ${name} children = 2; }\n`,
    messages: [name],
    values: node,
    empty: NOTHING,
    packs: false,
  }
}

/** Fields with their numbers and columns, and rows of them. */
export function layOut(makers: readonly FieldMaker[], prefix: string, syntax: Syntax, first = 1) {
  let [number, oneofs] = [first, 0]
  const fields = makers.map((maker, at) => {
    const field = maker.make({ name: `${prefix}${at}`, syntax, number, oneofs })
    number += 10
    if (maker.isOneof) oneofs += 1
    return field
  })
  return {
    fields,
    messages: fields.flatMap(({ messages }) => messages),
    text: (wire: boolean) =>
      fields.map(({ declared, text }) => declared(wire) + text(wire)).join(''),
    rows: fc.tuple(...fields.map(({ values }) => values)),
  }
}

export function membersOf(row: readonly Written[]): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...row.map(({ members }) => members))
}

function messageKind(makers: readonly FieldMaker[]): ProtoMaker {
  return (name, syntax) => {
    const { fields, messages, text, rows } = layOut(makers, 'm', syntax)
    return {
      type: name,
      options: [],
      declared: (wire) => `message ${name} {\n${text(wire)}}\n`,
      messages: [name, ...messages.map((inner) => `${name}.${inner}`)],
      values: rows.map((row) => ({
        written: membersOf(row),
        ...asJson(jsonObject(row.map(({ json }, at) => [fields[at]?.column ?? '', json]))),
      })),
      empty: NOTHING,
      packs: false,
    }
  }
}

function line(label: string, kind: ProtoKind, place: Place, options: readonly string[] = []) {
  const all = [...kind.options, ...options]
  const suffix = all.length === 0 ? '' : ` [${all.join(', ')}]`
  return `${label}${kind.type} ${place.name} = ${place.number}${suffix};\n`
}

/** A field of one value: always written, written or not, or, in proto3, with a default for what is not. */
function singular(maker: ProtoMaker, manner: 'plain' | 'optional'): FieldMaker {
  return {
    isOneof: false,
    make(place) {
      const { name, syntax } = place
      const kind = maker(`T${name}`, syntax)
      const isRequired = syntax === 'proto2' && manner === 'plain'
      const label = isRequired ? 'required ' : syntax === 'editions' ? '' : 'optional '
      const isImplicit = syntax === 'proto3' && manner === 'plain'
      const absent = isImplicit ? kind.empty : NOTHING
      return {
        ...kind,
        text: () => line(isImplicit ? '' : label, kind, place),
        column: name,
        values: fc.option(kind.values, { freq: isRequired ? 1_000_000_000 : 3 }).map((sample) => {
          if (sample === null) return { members: {}, ...absent }
          const { written, column, json } = sample
          return { members: { [name]: written }, column, json }
        }),
      }
    },
  }
}

const PACKING: Readonly<Record<Syntax, string>> = {
  proto2: 'packed = true',
  proto3: 'packed = false',
  editions: 'features.repeated_field_encoding = EXPANDED',
}

/** @param otherwise packed where the syntax does not, or the other way round */
function repeated(maker: ProtoMaker, otherwise: boolean): FieldMaker {
  return {
    isOneof: false,
    make(place) {
      const { name, syntax } = place
      const kind = maker(`T${name}`, syntax)
      const options = otherwise && kind.packs ? [PACKING[syntax]] : []
      return {
        ...kind,
        text: () => line('repeated ', kind, place, options),
        column: name,
        values: fc.array(kind.values, { maxLength: 4 }).map((samples) => ({
          members: { [name]: samples.map(({ written }) => written) },
          ...asJson(`[${samples.map(({ json }) => json)}]`),
        })),
      }
    },
  }
}

/** Where in SCALARS a type stands that may be the key of a map. */
const KEYS = SCALARS.flatMap((maker) => {
  const { type } = maker('', 'proto3')
  return ['float', 'double', 'bytes'].includes(type) ? [] : [maker]
})

function mapOf(keyMaker: ProtoMaker, maker: ProtoMaker): FieldMaker {
  return {
    isOneof: false,
    make(place) {
      const { name, syntax, number } = place
      const [keys, kind] = [keyMaker(name, syntax), maker(`T${name}`, syntax)]
      const entry = `${name.charAt(0).toUpperCase()}${name.slice(1)}Entry`
      const label = syntax === 'proto2' ? 'optional ' : ''
      const parts = `${label}${keys.type} key = 1; ${label}${kind.type} value = 2;`
      const selector = ([{ json }]: readonly [Sample, Sample]) => json
      const isObject = keys.type === 'string'
      return {
        declared: (wire) => kind.declared(wire) + (wire ? `message ${entry} { ${parts} }\n` : ''),
        messages: [...kind.messages, entry],
        text: (wire) =>
          wire
            ? `repeated ${entry} ${name} = ${number};\n`
            : `map<${keys.type}, ${kind.type}> ${name} = ${number};\n`,
        column: name,
        values: fc
          .uniqueArray(fc.tuple(keys.values, kind.values), { maxLength: 4, selector })
          .map((pairs) => ({
            members: {
              [name]: pairs.map(([key, value]) => ({ key: key.written, value: value.written })),
            },
            ...asJson(
              isObject
                ? `{${pairs.map(([key, value]) => `${key.json}:${value.json}`)}}`
                : `[${pairs.map(([key, v]) => `{"key":${key.json},"value":${v.json}}`)}]`,
            ),
          })),
      }
    },
  }
}

/** A struct of which one member is filled, or nothing. */
function oneofOf(makers: readonly ProtoMaker[]): FieldMaker {
  return {
    isOneof: true,
    make({ name, syntax, number, oneofs }) {
      const kinds = makers.map((maker, at) => maker(`T${name}${at}`, syntax))
      const names = kinds.map((_, at) => `${name}m${at}`)
      const lines = kinds.map((kind, at) => {
        return line('', kind, { name: names[at] ?? '', syntax, number: number + at, oneofs })
      })
      const chosen = kinds.map((kind, at) =>
        kind.values.map(({ written, json }) => ({
          members: { [names[at] ?? '']: written },
          ...asJson(
            jsonObject(names.map((member, index) => [member, index === at ? json : 'null'])),
          ),
        })),
      )
      return {
        declared: (wire) => kinds.map(({ declared }) => declared(wire)).join(''),
        messages: kinds.flatMap(({ messages }) => messages),
        text: () => `oneof ${name} {\n${lines.join('')}}\n`,
        column: `${name}_${oneofs}`,
        values: fc.oneof(fc.constant({ members: {}, ...NOTHING }), ...chosen),
      }
    },
  }
}

const LEAVES = [...SCALARS, ...WELL_KNOWN, enumKind]

const { field } = fc.letrec<{ field: FieldMaker; kind: ProtoMaker }>((tie) => {
  const kinds = tie('kind')
  return {
    field: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(kinds, fc.constantFrom('plain', 'optional')).map(([one, how]) => singular(one, how)),
      fc.tuple(kinds, fc.boolean()).map(([one, otherwise]) => repeated(one, otherwise)),
      fc.tuple(fc.constantFrom(...KEYS), kinds).map(([key, one]) => mapOf(key, one)),
      fc.array(kinds, { minLength: 1, maxLength: 3 }).map(oneofOf),
    ),
    kind: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.constantFrom(...LEAVES, treeKind),
      fc.array(tie('field'), { minLength: 1, maxLength: 4 }).map(messageKind),
    ),
  }
})

/** Any field, nested as it may be. */
export const anyField: fc.Arbitrary<FieldMaker> = field

/** Each type by itself, where it may be null, and repeated in both ways; each type of key. */
export const allFields: readonly FieldMaker[] = [
  ...LEAVES.flatMap((leaf) => [
    singular(leaf, 'plain'),
    singular(leaf, 'optional'),
    repeated(leaf, false),
    repeated(leaf, true),
  ]),
  ...KEYS.map((key) => mapOf(key, enumKind)),
  oneofOf(SCALARS.slice(0, 9)),
]
