import { expect, test } from 'vitest'
import {
  encodeEndOfRows,
  encodeError,
  encodeOk,
  parseAnswerHead,
  parseEndOfRows,
} from '../../../infra/local/stand-in/wire/answer.ts'

test('an OK reads back with its counts, status and information', () => {
  const ok = {
    affectedRows: 70_000n,
    insertId: 2n ** 40n,
    status: 3,
    warnings: 2,
    info: 'Records: 70000  Deleted: 0  Skipped: 0  Warnings: 2',
  }
  expect(parseAnswerHead(encodeOk(ok))).toEqual({ kind: 'ok', ok })
})

test('more warnings than the field can hold are said as the most it can', () => {
  const ok = { affectedRows: 0n, insertId: 0n, status: 2, warnings: 70_000, info: '' }
  expect(parseAnswerHead(encodeOk(ok))).toEqual({ kind: 'ok', ok: { ...ok, warnings: 65_535 } })
})

test('an error reads back with its number, state and message', () => {
  const error = { errno: 1062, sqlState: '23000', message: "Duplicate entry '#1' for key 'k'" }
  expect(parseAnswerHead(encodeError(error))).toEqual({ kind: 'error', error })
})

test('a request for a local file reads as its name', () => {
  const payload = Buffer.concat([Buffer.of(0xfb), Buffer.from('###.tsv')])
  expect(parseAnswerHead(payload)).toEqual({ kind: 'local-infile', fileName: '###.tsv' })
})

test('the end of the rows is told from a row that begins with the same byte', () => {
  expect(parseEndOfRows(encodeEndOfRows({ status: 0x22, warnings: 4 }))).toEqual({
    status: 0x22,
    warnings: 4,
  })
  const longRow = Buffer.concat([Buffer.of(0xfe), Buffer.alloc(8)])
  expect(parseEndOfRows(longRow)).toBeNull()
})
