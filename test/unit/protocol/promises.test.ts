import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

const readme = read('README.md')
const section = /## What happens when …\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
const promises = [...section.matchAll(/\[([^\]]+)\]\((test\/[^)]+)\) \|$/gm)].map(
  ([, words = '', path = '']) => ({ words, path }),
)

test('every line of what happens when names a test', () => {
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  // The header and its rule.
  expect(promises.length).toBe(lines.length - 2)
  expect(promises.length).toBeGreaterThan(20)
})

test.each(promises)('there is a test of the name “$words”', ({ words, path }) => {
  const source = read(path)
  for (const part of words.split('…')) expect(source).toContain(part.trim())
})
