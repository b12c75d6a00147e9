import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../lib/config.ts'
import { optionsTables, typesTable } from '../support/readme-tables.ts'

const root = new URL('../../', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(new URL('docs', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
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

/** The examples that set options, each with all that its block sets. */
const examples = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => {
  const options = [...block.matchAll(/\b(SINK_\w+)=(?:'([^']*)'|"([^"]*)"|(\S+))/g)].map(
    ([, name = '', ...texts]) => [name, texts.find((text) => text !== undefined) ?? ''] as const,
  )
  return options.length === 0 ? [] : [Object.fromEntries(options)]
})
const minimal = { SINK_NAME: 'x', SINGLESTORE_ENDPOINT: 'localhost', SINGLESTORE_DATABASE: 'x' }

test.each(examples)('the example %o is a configuration', (options) => {
  expect(() => readConfig({ ...minimal, ...options })).not.toThrow()
})

test('the example of table options is a configuration', () => {
  const [, json = ''] = /### Single tables[\s\S]*?```json\n([\s\S]*?)```/.exec(readme) ?? []
  const { tableOptions } = readConfig({ ...minimal, SINK_TABLE_OPTIONS: json })
  expect([...tableOptions.keys()]).toEqual(['orders', 'countries', '*'])
})

test.each(pages)('every link of %s leads to what is there', (page) => {
  const address = new URL(page, root)
  const links = [...readFileSync(address, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, link = '']) => new URL(link, address),
  )
  const gone = links.filter((link) => link.protocol === 'file:' && !existsSync(link))
  expect(gone.map(String)).toEqual([])
})

/** What GitHub calls the headings of a page. */
function anchors(address: URL): ReadonlySet<string> {
  return new Set(
    [...readFileSync(address, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

test.each(pages)('every heading that %s links to is there', (page) => {
  const address = new URL(page, root)
  const links = [...readFileSync(address, 'utf8').matchAll(/\]\(([^)\s]*#[^)\s]+)\)/g)]
    .map(([, link = '']) => new URL(link, address))
    .filter(({ protocol, pathname }) => protocol === 'file:' && pathname.endsWith('.md'))
  const gone = links.filter((link) => {
    const { hash } = link
    link.hash = ''
    return existsSync(link) && !anchors(link).has(decodeURIComponent(hash.slice(1)))
  })
  expect(gone.map(String)).toEqual([])
  if (page === 'README.md') expect(links.length).toBeGreaterThan(5)
})
