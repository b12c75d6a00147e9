import { expect, test } from 'vitest'
import type { Figure } from '../../../../infra/bench/figure.ts'
import { printReport, reportJson } from '../../../../infra/bench/report.ts'

const machine = {
  cpu: 'Some CPU',
  cores: 2,
  memoryGb: 8,
  system: 'linux x64',
  node: 'v24.0.0',
  database: '10.11',
}

const ratio: Figure = {
  group: 'Speed',
  name: 'time',
  key: 'speed.time',
  value: 1.234,
  unit: 'ratio',
  budget: 1.15,
  detail: '2 ms ÷ 1 ms',
}

const size: Figure = {
  ...ratio,
  group: 'Size',
  key: 'size',
  value: 357.4,
  unit: 'kB',
  budget: null,
}

test('the report shows each group with its figures, budgets and verdicts', () => {
  const headings: string[] = []
  const rows: (readonly (string | null)[])[] = []
  printReport(machine, [ratio, size], {
    note: () => undefined,
    heading: (text) => headings.push(text),
    table: (_columns, body) => rows.push(...body),
  })
  expect(headings).toEqual(['Speed', 'Size'])
  expect(rows).toEqual([
    ['time', '1.23', '≤ 1.15', 'missed', '2 ms ÷ 1 ms'],
    ['time', '357 kB', '', 'no budget', '2 ms ÷ 1 ms'],
  ])
})

test('the JSON holds the machine and every figure with its verdict', () => {
  expect(reportJson(machine, [ratio])).toEqual({
    machine,
    figures: [{ ...ratio, verdict: 'missed' }],
  })
})
