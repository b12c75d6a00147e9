import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { options } from '../../../lib/config/options.ts'
import { adoptMembers } from '../../../lib/ledger/parse-adopt.ts'

const text = readFileSync(new URL('../../../docs/from-the-connector.md', import.meta.url), 'utf8')
const section = (heading: string) =>
  new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^## |^### |(?![\\s\\S]))`, 'm').exec(text)?.[1] ?? ''
const cells = (table: string) =>
  table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => [...cell.matchAll(/`([^`]+)`/g)]))
const known = Object.values(options)
const environment = new Set(known.map((option) => option.environment))

/** The names that the connector's `SingleStoreSinkConfig` defines in 1.2.8. */
const CONNECTOR_PROPERTIES =
  `connection.ddlEndpoint connection.dmlEndpoints connection.clientEndpoint connection.database
  connection.user connection.password params.<name> max.retries retry.backoff.ms fields.whitelist tableKey.<type>[.<name>]
  singlestore.loadDataCompression singlestore.metadata.allow singlestore.metadata.table singlestore.tableName.<topic>
  singlestore.recordToTable.mappingField singlestore.recordToTable.mapping.<value>
  singlestore.columnToField.<table>.<column> singlestore.filter singlestore.upsert`.split(/\s+/)

test('the way over names every property of the connector, each with an option that there is', () => {
  const rows = cells(section('Properties'))
  expect(rows.map(([property]) => property?.[0]?.[1])).toEqual(CONNECTOR_PROPERTIES)
  for (const [, here] of rows) {
    const named = here?.map(([, name = '']) => name) ?? []
    expect(named.length).toBeGreaterThan(0)
    const strange = named.filter((name) => !environment.has(name) && !name.startsWith('params.'))
    expect(strange).toEqual([])
  }
})

test('every option that it speaks of exists', () => {
  const spoken = [...text.matchAll(/\b(?:SINK|SINGLESTORE)_[A-Z_]+\b/g)].map(([name]) => name)
  expect(spoken.filter((name) => !environment.has(name))).toEqual([])
})

test('it explains every member of the payload', () => {
  const explained = cells(section('The payload')).map(([member]) => member?.[0]?.[1])
  expect(explained.toSorted()).toEqual([...Object.keys(adoptMembers), 'topic', 'format'].toSorted())
})
