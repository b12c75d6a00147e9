import { expect, test } from 'vitest'
import type { Deployment } from '../../../../infra/local/commands/demo/deployment.ts'
import type { AskedSchema } from '../../../../infra/local/commands/demo/payments-registry.ts'
import { type DemoFacts, judge } from '../../../../infra/local/commands/demo/verdicts.ts'
import { compareTable } from '../../../../infra/local/samples/compare-table.ts'
import { orders } from '../../../../infra/local/samples/orders.ts'

const sample = orders(500, 1)
const deployment: Deployment = {
  sinkName: 's',
  sample,
  source: { kind: 'records-only' },
  environment: {},
  shown: [],
}
const pass = { invocations: 3, containers: new Map(), faults: [], lost: 0, durationMs: 1000 }
const good: DemoFacts = {
  deployments: [deployment],
  first: {
    ...pass,
    counts: {
      delivered: 500,
      written: sample.rows.length,
      repeated: 0,
      filtered: sample.filtered,
      deadLettered: 0,
    },
  },
  second: {
    ...pass,
    counts: { delivered: 1100, written: 0, repeated: 1100, filtered: 0, deadLettered: 0 },
  },
  tables: [
    { name: 'orders', rows: sample.rows.length, difference: compareTable(sample, sample.rows) },
  ],
  ledger: { summary: { columns: [], rows: [] }, rows: 6, records: 500, overlaps: 0 },
  registry: { url: 'http://registry', containers: 3, schemas: schemasAsked(0, 3, 1, 4) },
}

function schemasAsked(...[key, first, second, party]: readonly number[]): readonly AskedSchema[] {
  return [
    { subject: 'v', version: 1, id: 1, use: 'value', asked: first ?? 0 },
    { subject: 'v', version: 2, id: 2, use: 'value', asked: second ?? 0 },
    { subject: 'k', version: 1, id: 3, use: 'key', asked: key ?? 0 },
    { subject: 'r', version: 1, id: 4, use: 'reference', asked: party ?? 0 },
  ]
}

function broken(facts: DemoFacts): readonly string[] {
  return judge(facts).flatMap(({ promise, held }) => (held ? [] : [promise]))
}

test('all promises hold where they do', () => {
  expect(broken(good)).toEqual([])
})

test.each<[string, Partial<DemoFacts>, string]>([
  [
    'a row that was written twice',
    {
      tables: [
        {
          name: 'orders',
          rows: 501,
          difference: compareTable(sample, [...sample.rows, ...sample.rows.slice(0, 1)]),
        },
      ],
    },
    'Table orders equals its topic, row by row',
  ],
  [
    'a record missing from the first delivery',
    { first: { ...good.first, counts: { ...good.first.counts, written: 1 } } },
    'The first delivery wrote every record once',
  ],
  [
    'a second delivery that wrote something',
    {
      second: {
        ...pass,
        counts: { delivered: 1100, written: 1, repeated: 1099, filtered: 0, deadLettered: 0 },
      },
    },
    'The second delivery wrote nothing',
  ],
  [
    'a second delivery that delivered too little',
    {
      second: {
        ...pass,
        counts: { delivered: 999, written: 0, repeated: 999, filtered: 0, deadLettered: 0 },
      },
    },
    'The second delivery wrote nothing',
  ],
  [
    'ranges that overlap',
    { ledger: { ...good.ledger, overlaps: 1 } },
    'The ledger accounts for every record, and no two ranges overlap',
  ],
  [
    'a record that the ledger lacks',
    { ledger: { ...good.ledger, records: 499 } },
    'The ledger accounts for every record, and no two ranges overlap',
  ],
  ...[
    ['a schema that a container fetched twice', schemasAsked(0, 4, 3, 6)] as const,
    ['a reference that a container fetched once too often', schemasAsked(0, 3, 3, 7)] as const,
    ['a registry that nobody asked', schemasAsked(0, 0, 0, 0)] as const,
  ].map(([what, schemas]): [string, Partial<DemoFacts>, string] => [
    what,
    { registry: { ...good.registry, schemas } },
    'No container asked the schema registry twice for a schema',
  ]),
  [
    'a batch that was given up',
    { second: { ...good.second, lost: 3 } },
    'No record was given up by the event source',
  ],
])('%s is seen', (_, change, promise) => {
  expect(broken({ ...good, ...change })).toEqual([promise])
})
