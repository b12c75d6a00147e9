import { expect, test } from 'vitest'
import { checkRecord } from '../../../../infra/local/chaos/check/check-record.ts'
import type { FoundLetter, FoundRow } from '../../../../infra/local/chaos/check/evidence.ts'
import type { Fate } from '../../../../infra/local/chaos/produce/produced.ts'
import { foundLetter, foundRow } from './found.ts'
import { filtered, letter, producedRecord, row, rowOrLetter } from './produced-record.ts'

const check = (fate: Fate, rows: readonly FoundRow[], letters: readonly FoundLetter[] = []) =>
  checkRecord(producedRecord(7, fate), ['id', 'note'], rows, letters)

test.each([
  ['a row that had to be one', check(row(7), [foundRow(7)]), 'written'],
  ['nothing of a delete', check(filtered, []), 'filtered'],
  ['a dead letter of a bad record', check(letter, [], [foundLetter(7)]), 'deadLettered'],
  ['a row of what was mended', check(rowOrLetter(7), [foundRow(7)]), 'written'],
  ['a dead letter of what was not', check(rowOrLetter(7), [], [foundLetter(7)]), 'deadLettered'],
])('%s is as it should be', (_, verdict, became) => {
  expect(verdict).toEqual({ became, faults: [] })
})

test.each([
  ['a good record', row(7)],
  ['a bad record', letter],
  ['a record that may be either', rowOrLetter(7)],
])('%s of which there is nothing is lost', (_, fate) => {
  expect(check(fate, [])).toEqual({
    became: null,
    faults: [{ kind: 'lost', why: 'neither a row nor a dead letter' }],
  })
})

test.each([
  ['two rows', check(row(7), [foundRow(7), foundRow(7)]), '2 rows'],
  [
    'a row and a letter of one that may be either',
    check(rowOrLetter(7), [foundRow(7)], [foundLetter(7)]),
    '1 row and 1 dead letter',
  ],
  ['a row and a letter', check(row(7), [foundRow(7)], [foundLetter(7)]), '1 row and 1 dead letter'],
  ['two letters', check(letter, [], [foundLetter(7), foundLetter(7)]), '2 dead letters'],
  ['a row of a delete', check(filtered, [foundRow(7)]), 'a delete, yet 1 row'],
  ['a letter of a delete', check(filtered, [], [foundLetter(7)]), 'a delete, yet 1 dead letter'],
])('%s is a duplicate', (_, { faults }, why) => {
  expect(faults).toEqual([{ kind: 'duplicated', why }])
})

test('a row with other contents is lost, and the column is named, not what is in it', () => {
  const { faults } = check(row(7), [{ offset: 7, cells: ['cell 7', 'secret'] }])
  expect(faults).toEqual([{ kind: 'lost', why: 'a row with other contents in note' }])
})

test('of two rows of which one has other contents, both faults are found', () => {
  const { faults } = check(row(7), [foundRow(7), { offset: 7, cells: ['cell 8', null] }])
  expect(faults.map(({ kind }) => kind)).toEqual(['duplicated', 'lost'])
})

test('a record that had to wait is a row in the end, and no dead letter', () => {
  const waited: Fate = { kind: 'row-once-mended', cells: ['cell 7', null] }
  expect(check(waited, [foundRow(7)])).toEqual({ became: 'written', faults: [] })
  expect(check(waited, [], [foundLetter(7)]).faults).toEqual([
    { kind: 'lost', why: 'a dead letter, where it had to become a row' },
  ])
})

test('a good record that is a dead letter, and a bad one that is a row, are lost', () => {
  expect(check(row(7), [], [foundLetter(7)]).faults).toEqual([
    { kind: 'lost', why: 'a dead letter, where it had to become a row' },
  ])
  expect(check(letter, [foundRow(7)]).faults).toEqual([
    { kind: 'lost', why: 'a row, where its bytes had to become a dead letter' },
  ])
})

test.each([
  ['value', { value: '0x00' }],
  ['value', { value: null }],
  ['key', { key: null }],
  ['timestamp', { timestamp: 0 }],
  ['headers', { headers: '[]' }],
  ['headers', { headers: '[{"name": "h", "value": null}, {"name": "h", "value": "Af8="}]' }],
])('a dead letter with another %s is lost', (name, changes) => {
  expect(check(letter, [], [foundLetter(7, changes)]).faults).toEqual([
    { kind: 'lost', why: `a dead letter with other bytes in ${name}` },
  ])
})
