import { describe, expect, test } from 'vitest'
import { RecordError, StoreError } from '../../../../lib/errors.ts'
import { confluentFrame, type Frame } from '../../../../lib/format/framed/frame.ts'
import type { RegisteredSchema, SchemaId } from '../../../../lib/format/registry.ts'
import { SchemaStore } from '../../../../lib/format/schema-store.ts'

const plenty = () => 60_000
const frames = (...ids: readonly number[]): readonly Frame[] =>
  ids.map((id) => confluentFrame(id, 5))

/** A registry in memory, which answers when it is told to. */
function startRegistry() {
  const schemas = new Map<number, RegisteredSchema>()
  const faults = new Map<number, Error>()
  const asked: number[] = []
  let atOnce = 0
  let most = 0
  let gate: Promise<void> = Promise.resolve()
  return {
    schemas,
    asked,
    faults,
    most: () => most,
    /** Holds all answers back until the function that it gives is called. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    add: (...ids: readonly number[]) => {
      for (const id of ids) schemas.set(id, { type: 'JSON', text: `${id}`, references: [] })
    },
    fetch: async (id: SchemaId): Promise<RegisteredSchema | null> => {
      const number = 'id' in id ? id.id : -1
      asked.push(number)
      atOnce += 1
      most = Math.max(most, atOnce)
      await gate
      atOnce -= 1
      const fault = faults.get(number)
      if (fault !== undefined) throw fault
      return schemas.get(number) ?? null
    },
  }
}

function startStore(bounds: { readonly capacity?: number; readonly mostCharacters?: number } = {}) {
  const registry = startRegistry()
  let clock = 0
  const compiled: string[] = []
  const store = new SchemaStore<string>({
    fetch: registry.fetch,
    now: () => clock,
    ...bounds,
    compile: async ({ text }) => {
      compiled.push(text)
      if (text === '13') throw new RecordError('ERR_RECORD_SCHEMA', 'cannot be read')
      return `codec ${text}`
    },
  })
  return {
    registry,
    compiled,
    wait: (ms: number) => {
      clock += ms
    },
    prepare: (...ids: readonly number[]) => store.prepare(frames(...ids), plenty),
    find: (id: number) => store.find(confluentFrame(id, 0)),
  }
}

describe('a schema', () => {
  test('is fetched and compiled once, however many records name it', async () => {
    const { registry, compiled, prepare, find } = startStore()
    registry.add(1, 2)
    await prepare(1, 1, 2, 1)
    await prepare(2, 1)
    expect([find(1), find(2)]).toEqual(['codec 1', 'codec 2'])
    expect(registry.asked.toSorted()).toEqual([1, 2])
    expect(compiled).toHaveLength(2)
  })

  test('that is known asks for no promise of its own', async () => {
    const { registry, prepare } = startStore()
    registry.add(1)
    await prepare(1)
    expect(prepare(1, 1)).toBe(prepare())
  })

  test('that two calls want at the same time is fetched once for both', async () => {
    const { registry, prepare, find } = startStore()
    registry.add(1, 2)
    const release = registry.hold()
    const both = Promise.all([prepare(1), prepare(1, 2)])
    release()
    await both
    expect(registry.asked.toSorted()).toEqual([1, 2])
    expect(find(2)).toBe('codec 2')
  })

  test('is fetched beside others, but not beside any number of them', async () => {
    const { registry, prepare } = startStore()
    const ids = Array.from({ length: 100 }, (_, id) => id + 100)
    registry.add(...ids)
    await prepare(...ids)
    expect(registry.asked).toHaveLength(100)
    expect(registry.most()).toBeGreaterThan(1)
    expect(registry.most()).toBeLessThanOrEqual(16)
  })
})

describe('a fault', () => {
  test('of a schema that is missing is told with its id, and forgotten at the next call', async () => {
    const { registry, prepare, find } = startStore()
    await prepare(7)
    expect(() => find(7)).toThrow(
      expect.objectContaining({
        constructor: RecordError,
        code: 'ERR_SCHEMA_MISSING',
        message: expect.stringContaining('schema 7 of the Confluent registry'),
      }),
    )
    registry.add(7)
    await prepare(7)
    expect(find(7)).toBe('codec 7')
  })

  test('of very many that are missing is kept for ten seconds: such bytes only look framed', async () => {
    const { registry, prepare, find, wait } = startStore()
    const garbage = Array.from({ length: 101 }, (_, at) => 1000 + at)
    registry.add(1)
    await prepare(1, ...garbage)
    expect(registry.asked).toHaveLength(102)
    wait(9_999)
    await prepare(1, ...garbage, 2)
    expect(registry.asked).toHaveLength(103)
    expect(() => find(1000)).toThrow(expect.objectContaining({ code: 'ERR_SCHEMA_MISSING' }))
    wait(1)
    registry.add(1000)
    await prepare(1, ...garbage)
    expect(registry.asked).toHaveLength(204)
    expect(find(1000)).toBe('codec 1000')
  })

  test('that the registry tells of a schema to come is forgotten, too', async () => {
    const { registry, prepare, find } = startStore()
    registry.faults.set(7, new RecordError('ERR_SCHEMA_MISSING', 'its status is PENDING'))
    await prepare(7)
    expect(() => find(7)).toThrow('its status is PENDING')
    registry.faults.clear()
    registry.add(7)
    await prepare(7)
    expect(find(7)).toBe('codec 7')
  })

  test('of a schema that cannot be read is remembered', async () => {
    const { registry, compiled, prepare, find } = startStore()
    registry.add(13)
    await prepare(13)
    await prepare(13)
    expect(() => find(13)).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_SCHEMA',
        message: 'schema 13 of the Confluent registry: cannot be read',
      }),
    )
    expect(registry.asked).toEqual([13])
    expect(compiled).toEqual(['13'])
  })

  test('of the registry is thrown, keeps what came, and is asked for again', async () => {
    const { registry, prepare, find } = startStore()
    registry.add(1, 2)
    const unreachable = new StoreError('ERR_REGISTRY_UNREACHABLE', 'gone', { transient: false })
    registry.faults.set(2, unreachable)
    await expect(prepare(1, 2)).rejects.toBe(unreachable)
    expect(find(1)).toBe('codec 1')
    registry.faults.clear()
    await prepare(1, 2)
    expect(find(2)).toBe('codec 2')
    expect(registry.asked.toSorted()).toEqual([1, 2, 2])
  })
})

describe('when more schemas are known than the store holds', () => {
  test('the one that was wanted longest ago is forgotten', async () => {
    const { registry, prepare } = startStore({ capacity: 3 })
    registry.add(1, 2, 3, 4)
    await prepare(1, 2, 3)
    await prepare(1)
    await prepare(4)
    registry.asked.length = 0
    await prepare(1, 3, 4)
    expect(registry.asked).toEqual([])
    await prepare(2)
    expect(registry.asked).toEqual([2])
  })

  test('all that one call wants are there', async () => {
    const { registry, prepare, find } = startStore({ capacity: 3 })
    registry.add(1, 2, 3, 4, 5, 6)
    await prepare(1, 2, 3)
    await prepare(1, 2, 3, 4, 5, 6)
    for (const id of [1, 2, 3, 4, 5, 6]) expect(find(id)).toBe(`codec ${id}`)
    await prepare(7)
    registry.asked.length = 0
    await prepare(1, 2, 3, 4)
    expect(registry.asked.length).toBeGreaterThan(0)
  })

  test('ids that no registry knows take the place of none', async () => {
    const { registry, prepare, find } = startStore({ capacity: 3 })
    registry.add(1, 2)
    await prepare(1, 2)
    await prepare(101, 102, 103, 104)
    registry.asked.length = 0
    await prepare(1, 2)
    expect(registry.asked).toEqual([])
    expect(find(1)).toBe('codec 1')
  })

  test('characters count as well as schemas, those of references among them', async () => {
    const { registry, prepare } = startStore({ mostCharacters: 10 })
    registry.add(1, 2)
    registry.schemas.set(7777, {
      type: 'JSON',
      text: '7777',
      references: [{ name: 'r', text: '12345' }],
    })
    await prepare(1)
    await prepare(7777)
    registry.asked.length = 0
    await prepare(1)
    await prepare(7777)
    expect(registry.asked).toEqual([])
    await prepare(2)
    registry.asked.length = 0
    await prepare(7777)
    expect(registry.asked).toEqual([])
    await prepare(1)
    expect(registry.asked).toEqual([1])
  })
})
