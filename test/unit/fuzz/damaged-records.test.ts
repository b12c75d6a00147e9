import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFormat } from '../../../lib/format/plain/create-format.ts'
import type { Format } from '../../../lib/format/plain/format.ts'
import type { Row } from '../../../lib/singlestore/row.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import { table } from '../singlestore/build-column.ts'
import { readTsv } from '../singlestore/read-tsv.ts'
import { damages } from './damage.ts'
import { expectNamedError, MARKER } from './marker.ts'
import { columns, goodValues } from './record-values.ts'

const FORMATS = ['auto', 'connect-json', 'json', 'string', 'bytes'] as const
const RUNS = 1_200
/** Thousands of cases, on a machine that may have other work. */
const PATIENCE_MS = 120_000

/** A good value, damaged. */
const damaged = fc
  .tuple(fc.constantFrom(...goodValues), damages)
  .map(([value, damage]) => damage(Buffer.from(value)))
  // The name of a field may be told; one that the damage made of contents is told, too.
  .filter((bytes) => !namesFields(bytes, MARKER))

function namesFields(bytes: Buffer, text: string): boolean {
  return new RegExp(`${text}(?:[^"\\\\]|\\\\.)*"\\s*:`).test(bytes.toString('latin1'))
}

/** The row of a value, or null where it comes to a named error. */
function rowOf(format: Format, encoder: RowEncoder, base64: string): Row | null {
  try {
    format.peek(base64)
    return encoder.encode(format.decode(base64))
  } catch (error) {
    expectNamedError(error)
    return null
  }
}

test.each(FORMATS)(
  'as %s, damaged bytes come to a named error or to one line of the table',
  (name) => {
    const warm = createFormat(name)
    const encoders = [
      new RowEncoder(table(...columns)),
      new RowEncoder(table(['data', 'JSON'])),
      new RowEncoder(table(['__proto__', 'longtext'], ['constructor', 'JSON'], ['id', 'int(11)='])),
    ]
    fc.assert(
      fc.property(damaged, (bytes) => {
        const base64 = bytes.toString('base64')
        for (const encoder of encoders) {
          const row = rowOf(warm, encoder, base64)
          if (row === null) continue
          const lines = readTsv(`${row.line}\n`)
          expect(lines).toHaveLength(1)
          expect(lines[0]).toHaveLength(Math.max(2, row.shape.columns.length))
        }
      }),
      { numRuns: RUNS },
    )
  },
  PATIENCE_MS,
)

test(
  'what a container has seen before changes no outcome',
  () => {
    const warm = createFormat('auto')
    const encoder = new RowEncoder(table(...columns))
    fc.assert(
      fc.property(damaged, (bytes) => {
        const base64 = bytes.toString('base64')
        expect(rowOf(warm, encoder, base64)?.line).toBe(
          rowOf(createFormat('auto'), encoder, base64)?.line,
        )
      }),
      { numRuns: RUNS },
    )
  },
  PATIENCE_MS,
)

test(
  'JSON that was damaged and is still JSON reaches a JSON column as it is',
  () => {
    const format = createFormat('json')
    const encoder = new RowEncoder(table(['data', 'JSON']))
    const listed = damaged.map((bytes) =>
      Buffer.concat([Buffer.from('['), bytes, Buffer.from(']')]),
    )
    let rows = 0
    fc.assert(
      fc.property(listed, (bytes) => {
        const row = rowOf(format, encoder, bytes.toString('base64'))
        if (row === null) return
        rows += 1
        const text = bytes.toString()
        // Kafka Connect reads zeros before a number, JSON does not.
        if (/[^\d.]0\d/.test(text)) return
        // As the server gets it: what is no Unicode text would not arrive.
        const line = Buffer.from(row.line).toString()
        expect(JSON.parse(readTsv(`${line}\n`)[0]?.[0] ?? '')).toEqual(JSON.parse(text))
      }),
      { numRuns: RUNS },
    )
    expect(rows).toBeGreaterThan(RUNS / 20)
  },
  PATIENCE_MS,
)

test(
  'as bytes, whatever they are, they reach the table unchanged',
  () => {
    const format = createFormat('bytes')
    const encoder = new RowEncoder(table(['data', 'longblob']))
    fc.assert(
      fc.property(damaged, (bytes) => {
        const row = rowOf(format, encoder, bytes.toString('base64'))
        expect(Buffer.from(readTsv(`${row?.line}\n`)[0]?.[0] ?? '', 'base64')).toEqual(bytes)
      }),
      { numRuns: RUNS / 2 },
    )
  },
  PATIENCE_MS,
)

test(
  'as string, bytes that are UTF-8 reach the table unchanged, and all others are refused',
  () => {
    const format = createFormat('string')
    const encoder = new RowEncoder(table(['data', 'longtext']))
    fc.assert(
      fc.property(damaged, (bytes) => {
        const row = rowOf(format, encoder, bytes.toString('base64'))
        const text = bytes.toString()
        const isText = Buffer.from(text).equals(bytes)
        expect(row === null ? null : readTsv(`${row.line}\n`)[0]?.[0]).toBe(isText ? text : null)
      }),
      { numRuns: RUNS / 2 },
    )
  },
  PATIENCE_MS,
)

test.each(FORMATS)(
  'as %s, a text that is no base64 is the fault of the event',
  (name) => {
    const format = createFormat(name)
    const encoder = new RowEncoder(table(...columns))
    const text = fc
      .tuple(fc.constantFrom(...goodValues), damages)
      .map(([value, damage]) =>
        damage(Buffer.from(Buffer.from(value).toString('base64'))).toString(),
      )
      .filter((it) => Buffer.from(it, 'base64').toString('base64') !== it)
    fc.assert(
      fc.property(text, (base64) => {
        expect(() => format.decode(base64)).toThrow(
          expect.objectContaining({ code: 'ERR_EVENT_INVALID' }),
        )
        expect(rowOf(format, encoder, base64)).toBeNull()
      }),
      { numRuns: RUNS / 2 },
    )
  },
  PATIENCE_MS,
)
