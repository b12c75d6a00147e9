import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from '../../../../lib/singlestore/changes/operation.ts'
import { type Manner, reduce } from '../../../../lib/singlestore/changes/reduce.ts'
import { RowKey } from '../../../../lib/singlestore/changes/row-key.ts'
import { VersionOrder } from '../../../../lib/singlestore/changes/version-order.ts'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import { escapeField } from '../../../../lib/singlestore/tsv.ts'
import {
  batches,
  type ModelMode,
  type ModelOperation,
  ModelTable,
} from '../../../support/operation-model.ts'
import { MemoryTable } from './memory-table.ts'

const TABLE: Table = {
  name: 'orders',
  reference: false,
  columns: [
    describeColumn('id', 'varchar(20)', null, '', 'YES', 'utf8mb4_general_ci'),
    describeColumn('version', 'bigint', null, ''),
  ],
  uniqueKeys: [['id']],
}
const KEY = new RowKey(TABLE)
const SHAPE = { columns: [] }

interface Source {
  readonly topic: string
  readonly partition: number
  readonly mark: number
}

function operationOf({ kind, partition, key, version, mark }: ModelOperation): Operation<Source> {
  const source = { topic: 'orders', partition, mark }
  const field = key === null ? null : [escapeField(key)]
  const text = version === null ? null : String(version)
  if (kind === 'truncate') return { kind, source }
  if (kind === 'delete') return { kind, source, key: field ?? [], version: text }
  return { kind, source, row: { shape: SHAPE, line: String(mark) }, key: field, version: text }
}

function mannerOf(mode: ModelMode): Manner {
  const order = mode === 'guard' ? new VersionOrder(TABLE, 'version') : null
  return { upsert: mode !== 'insert', order, spare: false }
}

/** What keys a server takes for equal: no case and no blanks at the end, case alone, or nothing. */
const SERVERS: readonly (readonly [string, (key: string) => string])[] = [
  ['folds', (key) => key.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trimEnd()],
  ['folds case', (key) => key.toLowerCase()],
  ['tells all apart', (key) => key],
]

test.each(
  SERVERS.flatMap(([server, sameKey]) =>
    (['replace', 'insert', 'guard'] as const).map((mode) => [mode, server, sameKey] as const),
  ),
)(
  '%s, on a server that %s: rounds come to what the operations do one by one',
  (mode, _, sameKey) => {
    fc.assert(
      fc.property(batches, (history) => {
        const model = new ModelTable(mode, sameKey)
        const memory = new MemoryTable(mode === 'replace', sameKey)
        for (const batch of history) {
          const { accepted, stale } = model.run(batch)
          const reduced = reduce(accepted.map(operationOf), KEY, mannerOf(mode))
          const late = memory.run(reduced)
          expect(memory.marks).toEqual(model.rows.map(({ mark }) => mark).sort((a, b) => a - b))
          if (batch.length === 1) expect(late).toEqual(stale)
        }
      }),
      { numRuns: 1500 },
    )
  },
)

const write = (key: string, version: number | null = null, mark = 0): ModelOperation => ({
  kind: 'write',
  partition: 0,
  key,
  version,
  mark,
})
const remove = (key: string, version: number | null = null, mark = 0): ModelOperation => ({
  ...write(key, version, mark),
  kind: 'delete',
})
const truncate = (partition = 0): ModelOperation => ({ ...write(''), kind: 'truncate', partition })

function reduced(mode: ModelMode, ...operations: readonly ModelOperation[]) {
  const { rounds, stale, truncates } = reduce(operations.map(operationOf), KEY, mannerOf(mode))
  const marks = (all: readonly { readonly source: Source }[]) =>
    all.map(({ source }) => source.mark)
  return {
    rounds: rounds.map(({ deletes, guarded, writes }) => ({
      deletes: marks(deletes),
      guarded: guarded.map(({ operation, behind }) => [
        operation.source.mark,
        ...behind.map(({ mark }) => mark),
      ]),
      writes: marks(writes),
    })),
    stale: stale.map(({ mark }) => mark),
    truncates: truncates.length,
  }
}

test('with upsert the last operation of a key is all that is left of it', () => {
  expect(
    reduced(
      'replace',
      write('1', null, 1),
      write('2', null, 2),
      remove('1', null, 3),
      write('1', null, 4),
    ).rounds,
  ).toEqual([{ deletes: [], guarded: [], writes: [2, 4] }])
})

test('without upsert two writes of a key stay two, for the server to refuse', () => {
  const { rounds } = reduced('insert', write('1', null, 1), write('1', null, 2))
  expect(rounds.flatMap(({ writes }) => writes)).toEqual([1, 2])
})

test('without upsert a delete takes what was written before it, and goes before what comes behind it', () => {
  expect(
    reduced('insert', write('1', null, 1), remove('1', null, 2), write('1', null, 3)).rounds,
  ).toEqual([{ deletes: [2], guarded: [], writes: [3] }])
})

test('keys that may be the same keep their order in rounds; all others share one', () => {
  expect(
    reduced(
      'replace',
      write('ab', null, 1),
      write('1', null, 2),
      write('AB', null, 3),
      write('2', null, 4),
    ).rounds,
  ).toEqual([
    { deletes: [], guarded: [], writes: [1, 2, 4] },
    { deletes: [], guarded: [], writes: [3] },
  ])
})

test('the greatest version wins, the later of equals, and takes along whom it has overtaken', () => {
  expect(
    reduced('guard', write('1', 2, 1), write('1', 5, 2), write('1', 3, 3), write('1', 5, 4)),
  ).toEqual({
    rounds: [{ deletes: [], guarded: [[4, 1, 2]], writes: [] }],
    stale: [3],
    truncates: 0,
  })
})

test('a delete without a version is ordered by arrival', () => {
  expect(reduced('guard', write('1', 9, 1), remove('1', null, 2), write('1', 1, 3))).toEqual({
    rounds: [{ deletes: [2], guarded: [[3]], writes: [] }],
    stale: [],
    truncates: 0,
  })
})

test('a truncation takes what its own topic-partition wrote before it, and nothing of another', () => {
  const other = { ...write('2', null, 2), partition: 1 }
  expect(
    reduced('replace', write('1', null, 1), truncate(), write('3', null, 3), other, truncate(2)),
  ).toEqual({
    rounds: [{ deletes: [], guarded: [], writes: [3, 2] }],
    stale: [],
    truncates: 2,
  })
})

test('a write without a version is a bad record where versions count', () => {
  expect(() => reduced('guard', write('1'))).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', coordinates: { column: 'version' } }),
  )
})

test('a redriven delete overtakes nothing and is answered for itself', () => {
  const manner = { ...mannerOf('guard'), spare: true }
  const operations = [write('1', 9, 1), remove('1', null, 2), write('1', 3, 3), truncate()]
  const { rounds, stale, truncates } = reduce(operations.map(operationOf), KEY, manner)
  expect(rounds.map(({ deletes, guarded }) => [deletes.length, guarded.length])).toEqual([
    [0, 1],
    [1, 0],
  ])
  expect(stale.map(({ mark }) => mark)).toEqual([3])
  expect(truncates).toHaveLength(1)
})

test('redriven deletes of keys that may be the same are asked for in rounds of their own', () => {
  const manner = { ...mannerOf('replace'), spare: true }
  const { rounds } = reduce(
    [remove('ab', null, 1), remove('AB', null, 2)].map(operationOf),
    KEY,
    manner,
  )
  expect(rounds.map(({ deletes }) => deletes.map(({ source }) => source.mark))).toEqual([[1], [2]])
})

test('of redriven writes of a key the last one is left, and deletes before it are answered for', () => {
  const manner = { ...mannerOf('replace'), spare: true }
  const operations = [write('1', null, 1), remove('1', null, 2), write('1', null, 3)]
  const { rounds } = reduce([...operations, write('1', null, 4)].map(operationOf), KEY, manner)
  expect(
    rounds.map(({ deletes, writes }) => [deletes, writes].flat().map(({ source }) => source.mark)),
  ).toEqual([[2], [4]])
})

test.each(['replace', 'guard'] as const)(
  '%s: a write that is known to be refused takes the place of none',
  (mode) => {
    const operations = [write('1', 1, 1), write('1', 2, 2), write('1', 3, 3)].map(operationOf)
    const refused = new Set(operations.slice(1).filter((one) => one.kind === 'write'))
    const { rounds } = reduce(operations, KEY, mannerOf(mode), refused)
    const left = rounds.flatMap(({ guarded, writes }) => [
      ...guarded.map(({ operation }) => operation),
      ...writes,
    ])
    expect(left.map(({ source }) => source.mark).sort()).toEqual([1, 2, 3])
  },
)

test('a key that is written 200 000 times leaves one step', () => {
  const many = Array.from({ length: 200_000 }, (_, at) => write(`${at % 50_000}`, at % 7, at))
  const { rounds } = reduce(many.map(operationOf), KEY, mannerOf('guard'))
  expect(rounds[0]?.guarded).toHaveLength(50_000)
  const one = Array.from({ length: 200_000 }, (_, at) => write('1', at, at))
  const [round] = reduce(one.map(operationOf), KEY, mannerOf('guard')).rounds
  expect(round?.guarded[0]?.behind).toHaveLength(199_999)
})
