import { formatRange, formatTopicPartition } from '../kafka/offset-range.ts'
import type { Coverage } from '../singlestore/ledger/ledger-maintenance-coverage.ts'
import type { Adopted, AdoptionFacts } from './adopt.ts'
import type { Compacted } from './compact.ts'
import type { Forgotten } from './forget.ts'
import type { AnswerFormat } from './ledger-request.ts'
import { textTable } from './text-table.ts'

/** What the ledger function answers: the facts, or the same as a text for people. */
export type LedgerAnswer = LedgerFacts | { readonly table: string }

export type LedgerFacts =
  | { readonly coverage: readonly Coverage[] }
  | {
      readonly compacted: readonly Compacted[]
      /** False where the time ran out; the next run goes on. */
      readonly complete: boolean
    }
  | {
      readonly forgotten: readonly Forgotten[]
      /** Nothing was changed: `forgotten` is what would be. */
      readonly dryRun: boolean
      readonly note: string
    }
  | AdoptionFacts

export function answer(facts: LedgerFacts, format: AnswerFormat): LedgerAnswer {
  if (format === 'json') return facts
  if ('coverage' in facts) return { table: coverageTable(facts.coverage) }
  if ('compacted' in facts) {
    const left = facts.complete ? '' : 'The time ran out; the next run goes on.\n'
    return { table: compactedTable(facts.compacted) + left }
  }
  if ('adopted' in facts) {
    const said = [...facts.adopted.flatMap(adoptedLines), ...facts.notes]
    return { table: adoptedTable(facts.adopted) + said.map((line) => `${line}\n`).join('') }
  }
  return { table: `${forgottenTable(facts.forgotten)}${facts.note}\n` }
}

function coverageTable(lines: readonly Coverage[]): string {
  const columns = [
    ...['sink', 'topic', 'partition', 'ranges', 'first', 'last', 'delivered', 'written'],
    ...[
      'filtered',
      'dead-lettered',
      'adopted',
      'gaps',
      'gap offsets',
      'high offset',
      'last commit',
    ],
  ]
  const rows = lines.map((of) => [
    ...[of.sink, of.topic, of.partition, of.ranges, of.firstOffset, of.lastOffset],
    ...[
      of.delivered,
      of.written,
      of.filtered,
      of.deadLettered,
      of.adopted,
      of.gaps.count,
      of.gaps.offsets,
    ],
    ...[of.highOffset, of.lastCommit],
  ])
  return textTable(columns, rows) + lines.map(gapLine).join('')
}

function gapLine({ sink, gaps, ...of }: Coverage): string {
  if (gaps.first.length === 0) return ''
  const more = gaps.count - gaps.first.length
  const rest = more > 0 ? ` and ${more} more` : ''
  return `gaps of ${sink} ${formatTopicPartition(of)}: ${gaps.first.map(formatRange).join(' ')}${rest}\n`
}

function compactedTable(lines: readonly Compacted[]): string {
  return textTable(
    ['topic', 'partition', 'merged', 'gaps closed', 'voids deleted', 'transactions'],
    lines.map((of) => [
      ...[of.topic, of.partition, of.merged, of.gapsClosed, of.voidsDeleted, of.transactions],
    ]),
  )
}

function forgottenTable(lines: readonly Forgotten[]): string {
  return textTable(
    [
      ...['topic', 'partition', 'first', 'last', 'ranges', 'delivered', 'written'],
      ...['filtered', 'dead-lettered'],
    ],
    lines.map((of) => [
      ...[of.topic, of.partition, of.first, of.last, of.ranges, of.delivered, of.written],
      ...[of.filtered, of.deadLettered],
    ]),
  )
}

function adoptedTable(lines: readonly Adopted[]): string {
  return textTable(
    ['topic', 'partition', 'committed', 'state', 'first', 'last', 'in doubt'],
    lines.map((of) => [
      ...[of.topic, of.partition, of.committed, of.state, of.first, of.last],
      of.doubt === null ? null : `[${of.doubt.first}, ${of.doubt.last ?? '?'}]`,
    ]),
  )
}

function adoptedLines({ doubt, reason, ...of }: Adopted): readonly string[] {
  return [reason, doubt?.why ?? null].flatMap((why) =>
    why === null ? [] : [`${formatTopicPartition(of)}: ${why}`],
  )
}
