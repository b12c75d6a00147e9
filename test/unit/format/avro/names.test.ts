import { describe, expect, test } from 'vitest'
import { compiled, schemaFault as fault, field, fields, record } from './registered.ts'
import { shown } from './schema-shown.ts'

function shownOf(schema: unknown, references: Readonly<Record<string, unknown>> = {}): string {
  return shown(compiled(schema, 'glue', references).schemaOf(Buffer.alloc(0)))
}

describe('names are known in the whole schema', () => {
  const E = (more: object = {}) => ({ type: 'enum', name: 'E', symbols: ['A'], ...more })

  test.each<[string, unknown, string]>([
    [
      'a type used before it is defined',
      fields(field('a', 'B'), field('b', record('B', { c: 'C' })), field('d', record('C', {}))),
      'R:{a: B:{c: C:{}}, b: B:{c: C:{}}, d: C:{}}',
    ],
    [
      'one used inside of a namespace',
      { ...fields(field('a', 'B'), field('b', record('B', { c: 'int' }))), namespace: 'n' },
      'n.R:{a: n.B:{c: int32}, b: n.B:{c: int32}}',
    ],
    [
      'a circle that begins before its definition',
      fields(
        field('a', ['null', 'B']),
        field('b', record('B', { r: ['null', 'R'], b: ['null', 'B'] })),
      ),
      'R:{a: B:{r: R:…?, b: B:…?}?, b: B:{r: R:…?, b: B:…?}}',
    ],
    [
      'one defined twice alike',
      fields(
        field('a', record('B', { e: E({ doc: 'x' }), b: ['null', 'B'] })),
        field('b', record('B', { e: 'E', b: ['null', 'B'] })),
        field('c', E()),
      ),
      '',
    ],
  ])('%s', (_, schema, wanted) => {
    if (wanted === '') expect(fault(schema)).toBe('no fault')
    else expect(shownOf(schema)).toBe(wanted)
  })

  test('two references may bring the same type along', () => {
    const city = record('City', { name: 'string' })
    const references = { From: record('From', { at: city }), To: record('To', { at: city }) }
    const codec = compiled(record('Trip', { from: 'From', to: 'To' }), 'glue', references)
    expect(codec.decode(Buffer.from('0278' + '0279', 'hex'))).toEqual([[['x']], [['y']]])
  })

  test('a definition that is repeated inside of itself leads back to it', () => {
    const again = record('R', { next: ['null', 'R'] })
    const codec = compiled(record('R', { next: ['null', again] }))
    expect(codec.decode(Buffer.from('020200', 'hex'))).toEqual([[[null]]])
  })

  test('each counts once, however often it is used', () => {
    const wide = record(
      'W',
      Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`f${at}`, 'int'])),
    )
    const uses = Array.from({ length: 600 }, (_, at) => field(`u${at}`, ['null', 'W']))
    expect(
      compiled(fields(field('w', ['null', wide]), ...uses)).decode(Buffer.alloc(601)),
    ).toHaveLength(601)
  })

  test('definitions that lead on for too long are refused, however they are wrapped', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) =>
      record(`r${at}`, { a: [`r${at + 1}`, 'null'] }),
    )
    expect(fault([...chain, record('r20000', {})])).toContain(
      'more than 1500 types lead from one to the next',
    )
    const wrapped = (name: string, depth: number): unknown =>
      depth === 0 ? name : { type: wrapped(name, depth - 1) }
    const wrappers = chain
      .slice(0, 20)
      .map((_, at) => record(`w${at}`, { a: wrapped(`w${at + 1}`, 900) }))
    expect(fault([...wrappers, record('w20', {})])).toContain('more than 1500 types')
  })
})
