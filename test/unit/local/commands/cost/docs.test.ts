import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { docTables } from './doc-tables.ts'

it.each(Object.entries(docTables))(
  'docs/cost.md has what the command reckons: %s',
  async (name, made) => {
    const text = await readFile(new URL('../../../../../docs/cost.md', import.meta.url), 'utf8')
    const found = new RegExp(`<!-- ${name} -->\n([^]*?)\n<!-- /${name} -->`).exec(text)
    expect(found?.[1]).toBe(made())
  },
)
