import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parameterNames } from '../../../infra/deployment/parameters/parameter-table.ts'
import { deployment } from '../../../infra/deployment.ts'
import { deploymentExamples } from '../../support/deployment-examples.ts'

const page = readFileSync(new URL('../../../docs/deployment.md', import.meta.url), 'utf8')

/** The lines of an example, each `name: value` but for the items of a list. */
function parametersOf(lines: string): Readonly<Record<string, string>> {
  const joined = lines.replaceAll(/\n {6}- (.+)/g, ',$1').replaceAll(/: *,|:,/g, ': ')
  return Object.fromEntries(
    [...joined.matchAll(/^ {4}([\w-]+): *(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}

describe('docs/deployment.md', () => {
  test.each(deploymentExamples.map(({ title, lines }) => [title, lines]))(
    'shows a whole deployment: %s',
    (_, lines) => {
      const { faults, unset, region } = deployment('prod', parametersOf(String(lines)), null)
      expect({ faults, unset, region }).toEqual({ faults: [], unset: [], region: 'eu-central-1' })
    },
  )

  test('names parameters that there are', () => {
    const spans = [...page.matchAll(/`([a-z][a-z-]*)=[^`]*`/g)].map(([, name = '']) => name)
    expect(spans.length).toBeGreaterThan(5)
    expect(spans.filter((name) => !(parameterNames as readonly string[]).includes(name))).toEqual(
      [],
    )
  })

  test('tells consumer groups as they will be', () => {
    const [first] = deploymentExamples
    const { resources } = deployment('prod', parametersOf(first?.lines ?? ''), null)
    const [, prefix = ''] = /--consumer-group (\S+)/.exec(page) ?? []
    expect(prefix).not.toBe('')
    const groups = [...JSON.stringify(resources).matchAll(/"ConsumerGroupId":"([^"]+)"/g)]
    expect(groups.map(([, group]) => group)).toEqual([`${prefix}-orders`, `${prefix}-payments`])
  })

  test('counts topics that fit', () => {
    const [first] = deploymentExamples
    const topics = (count: number, length: number) =>
      Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'x'))
    expect(page).toContain('fifty do, whatever their names, and with short ones more than ninety')
    for (const [count, length] of [
      [50, 249],
      [91, 20],
    ] as const) {
      const given = { ...parametersOf(first?.lines ?? ''), topics: topics(count, length) }
      expect(deployment('prod', given, null).faults).toEqual([])
    }
  })
})
