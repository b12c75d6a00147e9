import { expect, test } from 'vitest'
import { planExitCode } from '../../../../../infra/local/commands/plan/exit-code.ts'
import type { OwnTable } from '../../../../../infra/local/commands/plan/own-tables.ts'
import type { BadRecord } from '../../../../../infra/local/commands/plan/plan-event.ts'
import type { PlanResult } from '../../../../../infra/local/commands/plan/run-plan.ts'
import type { TablePlan } from '../../../../../infra/local/commands/plan/table-plan.ts'

const bad = (becomes: BadRecord['becomes']): BadRecord => ({
  ...{ topic: 't', partition: 0, offset: 1, becomes },
  ...{ code: 'ERR_RECORD_UNDECODABLE', message: 'no JSON' },
})

const event = { path: 'a.json', records: 1, bad: [], fault: null }

const table: TablePlan = {
  ...{ name: 't', verdict: 'unchanged', statements: [], error: null, warnings: [] },
  ...{ columns: [], keys: [], keysConfigured: false, keyFault: null, createTable: null },
}

const result = (change: Partial<PlanResult>): PlanResult => ({
  ...{ database: 'd', events: [event], tables: [table], ownTables: [], warnings: [] },
  ...{ ignoredProperties: [], notes: ['Nothing asks for it.'] },
  ...change,
})

const create: TablePlan = { ...table, verdict: 'create', statements: ['CREATE …'] }
const ledger: OwnTable = {
  role: 'ledger',
  name: 'l',
  verdict: 'create',
  statements: ['CREATE …'],
  error: null,
}
const fails = { code: 'ERR_LEDGER_FOREIGN', message: 'of the connector' }

const cases: readonly (readonly [number, string, Partial<PlanResult>])[] = [
  [0, 'nothing', {}],
  [0, 'a dead letter', { events: [{ ...event, bad: [bad('dead-letter')] }] }],
  [2, 'a table to create', { tables: [table, create] }],
  [2, 'a ledger to create', { ownTables: [ledger] }],
  [1, 'a record that stops', { events: [{ ...event, bad: [bad('stop')] }], tables: [create] }],
  [1, 'an event that fails', { events: [{ ...event, fault: fails }], tables: [create] }],
  [1, 'a table that fails', { tables: [create, { ...table, verdict: 'fails', error: fails }] }],
  [1, 'a ledger that fails', { ownTables: [{ ...ledger, verdict: 'fails', error: fails }] }],
]

test.each(cases)('%i for %s', (code, _, change) => {
  expect(planExitCode(result(change))).toBe(code)
})
