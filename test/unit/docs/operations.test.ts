import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alarms, alarmsOf } from '../../../infra/deployment/alarms/alarms.ts'
import { parseRedriveRequest } from '../../../lib/lambda/redrive-request.ts'
import { parseRequest } from '../../../lib/ledger/parse-request.ts'
import { parseLetterRequest } from '../../../lib/redrive/letter-selection.ts'
import { mskSettings } from '../../support/settings.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

const runbooks = read('docs/operations.md')
const sections = new Map(
  runbooks.split(/^## /m).map((text) => {
    const [heading = ''] = text.split('\n', 1)
    return [heading, text.slice(heading.length)]
  }),
)

const settings = mskSettings({
  compactDaily: true,
  alarms: { topicArns: [], email: null, lagRecords: 1, ageSeconds: 1 },
})
const keys = [...new Set(alarmsOf(settings).map(({ key }) => key))]

describe('docs/operations.md', () => {
  test.each(keys)('has a runbook of %s: what it means, what to do, when it clears', (key) => {
    const runbook = sections.get(key) ?? ''
    expect(runbook).toContain('**It means**')
    expect(runbook).toContain('**It clears**')
    expect(runbook).toMatch(/\*\*Mend\*\*|mend/)
  })

  test('is where each alarm’s description leads', () => {
    for (const { Properties } of Object.values(alarms(settings).Resources ?? {})) {
      const [, anchor = ''] =
        /: docs\/operations\.md#([a-z-]+)$/.exec(String(Properties?.AlarmDescription)) ?? []
      expect([...sections.keys()]).toContain(anchor)
    }
  })

  test('leads nowhere that does not exist', () => {
    const anchors = [...runbooks.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      anchorOf(String(heading)),
    )
    const linked = [...runbooks.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => String(anchor))
    expect(linked.filter((anchor) => !anchors.includes(anchor))).toEqual([])
  })

  test('asks the functions for what they understand', () => {
    const asked = [...runbooks.matchAll(/ask (\w+) '([^']+)'/g)].filter(
      ([, name]) => name !== 'doctor',
    )
    for (const [, name, payload = ''] of asked) {
      const given: unknown = JSON.parse(payload)
      if (name === 'ledger') expect(parseRequest(given)).toMatchObject(Object(given))
      else {
        const request = parseRedriveRequest(given)
        if (request.kind !== 'dead-letters') throw new Error(`${payload} selects no letters`)
        expect(parseLetterRequest(request.request).dryRun).toBe(!payload.includes('"dryRun":false'))
      }
    }
    expect(asked.length).toBeGreaterThan(5)
  })

  test('names no error code that the sink does not have', () => {
    const named = [...runbooks.matchAll(/`(ERR_[A-Z_]+)`/g)].map(([, code]) => String(code))
    const known = read('lib/errors.ts')
    // `ERR_RECORD_…` stands for a family.
    expect(named.filter((code) => !known.includes(`'${code}'`))).toEqual([])
    expect(named.length).toBeGreaterThan(10)
  })
})

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}
