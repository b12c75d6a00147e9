import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { optionsTables, typesTable } from '../support/readme-tables.ts'

const root = new URL('../../', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(new URL('docs', root)).map((name) => `docs/${name}`),
]

/** What stands between the two marks, without the remark. */
function section(name: string): string {
  const found = new RegExp(`<!-- ${name}:[^\n]*-->\n([^]*?)<!-- /${name} -->`).exec(readme)
  return found?.[1]?.trim() ?? ''
}

test("the README's tables of options are the code's", () => {
  expect(section('options')).toBe(optionsTables())
})

test("the README's table of types is the code's", () => {
  expect(section('types')).toBe(typesTable())
})

test.each(pages)('every link of %s leads to what is there', (page) => {
  const address = new URL(page, root)
  const links = [...readFileSync(address, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, link = '']) => new URL(link, address),
  )
  const gone = links.filter((link) => link.protocol === 'file:' && !existsSync(link))
  expect(gone.map(String)).toEqual([])
})

test('every heading that is linked to is there', () => {
  const anchors = new Set(
    [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    ),
  )
  const wanted = pages.flatMap((page) =>
    [
      ...readFileSync(new URL(page, root), 'utf8').matchAll(/\]\((?:\.\.\/README\.md)?#([^)]+)\)/g),
    ].map(([, anchor = '']) => anchor),
  )
  expect(wanted).toContain('types')
  expect(wanted.filter((anchor) => !anchors.has(anchor))).toEqual([])
})
