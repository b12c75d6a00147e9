import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inContextOf } from '../../../lib/registry/context.ts'
import { resolveReferences } from '../../../lib/registry/references.ts'
import type { Reference, SchemaAnswer } from '../../../lib/registry/schema-answer.ts'

function answer(
  text: string,
  references: readonly Reference[] = [],
  subject: string | null = null,
) {
  return { type: 'AVRO', text, references, subject, body: {} } satisfies SchemaAnswer
}

const to = (subject: string, name = subject, version = 1): Reference => ({ name, subject, version })

/** Answers from a table by subject, and remembers what it was asked. */
function registryOf(answers: Readonly<Record<string, SchemaAnswer>>) {
  const asked: string[] = []
  return {
    asked,
    fetch: async (subject: string, version: number) => {
      asked.push(`${subject} ${version}`)
      return answers[subject] ?? null
    },
  }
}

describe('the references of any schema', () => {
  const graph = fc
    .array(fc.array(fc.nat({ max: 19 }), { maxLength: 6 }), { minLength: 1, maxLength: 20 })
    // A schema refers to earlier ones only: there is no circle.
    .map((edges) => edges.map((targets, from) => targets.filter((target) => target < from)))

  test('come each once, each after those that it refers to, and are fetched once', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (edges) => {
        const answers = edges.map((targets, from) =>
          answer(
            `text ${from}`,
            targets.map((target) => to(String(target))),
          ),
        )
        const registry = registryOf(Object.fromEntries(answers.entries()))
        const root = answers.at(-1) ?? answer('')
        const resolved = await resolveReferences(root, registry.fetch)

        const place = new Map(resolved.map(({ name }, index) => [name, index]))
        expect(place.size).toBe(resolved.length)
        expect(registry.asked.toSorted()).toEqual(
          [...place.keys()].map((name) => `${name} 1`).toSorted(),
        )
        for (const [name, index] of place) {
          expect(resolved[index]?.text).toBe(`text ${name}`)
          for (const target of edges[Number(name)] ?? []) {
            expect(place.get(String(target))).toBeLessThan(index)
          }
        }
        for (const { subject } of root.references) expect(place.has(subject)).toBe(true)
      }),
    )
  })
})

test('one version under two names is fetched once and comes under both', async () => {
  const registry = registryOf({ a: answer('text') })
  const root = answer('root', [to('a', 'a.proto'), to('a', 'path/a.proto')])
  expect(await resolveReferences(root, registry.fetch)).toEqual([
    { name: 'a.proto', text: 'text' },
    { name: 'path/a.proto', text: 'text' },
  ])
  expect(registry.asked).toEqual(['a 1'])
})

test('two schemas of one name are the same, or refused', async () => {
  const registry = registryOf({ a: answer('text'), b: answer('text'), c: answer('other') })
  const resolve = (...subjects: readonly string[]) =>
    resolveReferences(
      answer(
        'root',
        subjects.map((subject) => to(subject, 'Same')),
      ),
      registry.fetch,
    )
  expect(await resolve('a', 'b')).toEqual([{ name: 'Same', text: 'text' }])
  await expect(resolve('a', 'c')).rejects.toMatchObject({
    code: 'ERR_RECORD_SCHEMA',
    message: expect.stringMatching(/^two of its references are both called "Same" and differ/),
  })
})

test('one that is missing may be there later', async () => {
  const answers: Record<string, SchemaAnswer> = { a: answer('a', [to('b')]) }
  const registry = registryOf(answers)
  const resolve = () => resolveReferences(answer('root', [to('a')]), registry.fetch)
  await expect(resolve()).rejects.toMatchObject({
    code: 'ERR_SCHEMA_MISSING',
    message:
      'it refers to version 1 of subject "b", which the registry does not have; register that version again',
  })
  answers.b = answer('b')
  expect(await resolve()).toHaveLength(2)
})

test('a circle is refused', async () => {
  const registry = registryOf({ a: answer('a', [to('b')]), b: answer('b', [to('a')]) })
  await expect(resolveReferences(answer('root', [to('a')]), registry.fetch)).rejects.toMatchObject({
    code: 'ERR_RECORD_SCHEMA',
    message: 'its references lead in a circle at version 1 of subject "a"',
  })
})

test.each([
  ['chain without an end', 'text', 1_001],
  ['mass of text', 'x'.repeat(2 ** 23), 8],
])('a %s is refused', async (_, text, most) => {
  let asked = 0
  const fetch = async (subject: string) => {
    asked += 1
    return answer(text, [to(String(Number(subject) + 1))])
  }
  await expect(resolveReferences(answer('root', [to('0')]), fetch)).rejects.toMatchObject({
    code: 'ERR_RECORD_SCHEMA',
    message: expect.stringMatching(/more than 1000, or together larger than 64 MiB/),
  })
  expect(asked).toBe(most)
})

test.each([
  [null, 'a', 'a'],
  ['plain', 'a', 'a'],
  [':.ctx:root', 'a', ':.ctx:a'],
  [':.ctx:root', ':.other:a', ':.other:a'],
  [':.ctx:root', ':.:a', ':.:a'],
  [':.ctx:root', ':*:a', ':*:a'],
  [':.ctx:root', ':a', ':.ctx::a'],
])('referred to from %s, the subject %s is asked for as %s', (referrer, subject, asked) => {
  expect(inContextOf(referrer, subject)).toBe(asked)
})
