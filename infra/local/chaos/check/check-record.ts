import type { LogRecord } from '../../event-source/topic-log.ts'
import type { Cells, Fate, ProducedRecord } from '../produce/produced.ts'
import type { FoundLetter, FoundRow } from './evidence.ts'
import type { FindingKind } from './finding.ts'

/** What became of an offset. */
export type Became = 'written' | 'filtered' | 'deadLettered'

export interface RecordVerdict {
  /** Null where it became nothing. */
  readonly became: Became | null
  readonly faults: readonly { readonly kind: FindingKind; readonly why: string }[]
}

/**
 * Compares what the database has of one produced record with what had to become of it.
 * @param columns names of the cells
 */
export function checkRecord(
  { record, fate }: ProducedRecord,
  columns: readonly string[],
  rows: readonly FoundRow[],
  letters: readonly FoundLetter[],
): RecordVerdict {
  const [row] = rows
  const [letter] = letters
  if (fate.kind === 'filtered') {
    const extra = rows.length + letters.length
    if (extra === 0) return { became: 'filtered', faults: [] }
    return {
      became: row === undefined ? 'deadLettered' : 'written',
      faults: [
        { kind: 'duplicated', why: `a delete, yet ${amounts(rows.length, letters.length)}` },
      ],
    }
  }
  if (row === undefined && letter === undefined) {
    return { became: null, faults: [{ kind: 'lost', why: 'neither a row nor a dead letter' }] }
  }
  const faults: { kind: FindingKind; why: string }[] = []
  if (rows.length + letters.length > 1) {
    faults.push({ kind: 'duplicated', why: amounts(rows.length, letters.length) })
  }
  const wrong =
    row === undefined ? wrongLetter(record, fate.kind, letters) : wrongRow(fate, columns, rows)
  if (wrong !== null) faults.push({ kind: 'lost', why: wrong })
  return { became: row === undefined ? 'deadLettered' : 'written', faults }
}

function amounts(rows: number, letters: number): string {
  const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
  const parts = [
    ...(rows > 0 ? [counted(rows, 'row')] : []),
    ...(letters > 0 ? [counted(letters, 'dead letter')] : []),
  ]
  return parts.join(' and ')
}

function wrongRow(
  fate: Exclude<Fate, { kind: 'filtered' }>,
  columns: readonly string[],
  rows: readonly FoundRow[],
): string | null {
  if (fate.kind === 'letter') return 'a row, where its bytes had to become a dead letter'
  for (const { cells } of rows) {
    const wrong = columns.filter((_, index) => !sameCell(cells, fate.cells, index))
    if (wrong.length > 0) return `a row with other contents in ${wrong.join(', ')}`
  }
  return null
}

function sameCell(a: Cells, b: Cells, index: number): boolean {
  return (a[index] ?? null) === (b[index] ?? null)
}

function wrongLetter(
  record: LogRecord,
  fate: Exclude<Fate['kind'], 'filtered'>,
  letters: readonly FoundLetter[],
): string | null {
  if (fate === 'row' || fate === 'row-once-mended') {
    return 'a dead letter, where it had to become a row'
  }
  for (const letter of letters) {
    const wrong = [
      ...(letter.timestamp === record.timestamp ? [] : ['timestamp']),
      ...(letter.key === hex(record.key) ? [] : ['key']),
      ...(letter.value === hex(record.value) ? [] : ['value']),
      ...(sameHeaders(letter.headers, record) ? [] : ['headers']),
    ]
    if (wrong.length > 0) return `a dead letter with other bytes in ${wrong.join(', ')}`
  }
  return null
}

function hex(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : `0x${Buffer.from(bytes).toString('hex').toUpperCase()}`
}

/** The database may write JSON with other blanks. */
function sameHeaders(text: string, { headers }: LogRecord): boolean {
  const expected = headers.map(({ name, value }) => ({
    name,
    value: value === null ? null : Buffer.from(value).toString('base64'),
  }))
  return JSON.stringify(JSON.parse(text)) === JSON.stringify(expected)
}
