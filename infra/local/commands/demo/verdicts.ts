import type { Deployment } from './deployment.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import type { RegistryFacts } from './payments-registry.ts'
import type { Pass } from './run-pass.ts'
import type { TableCheck } from './table-check.ts'

/** A promise and whether it held. */
export interface Verdict {
  readonly promise: string
  readonly held: boolean
  readonly detail: string
}

export interface DemoFacts {
  readonly deployments: readonly Deployment[]
  readonly first: Pass
  readonly second: Pass
  /** After both passes. */
  readonly tables: readonly TableCheck[]
  readonly ledger: LedgerFacts
  readonly registry: RegistryFacts
}

/** Judges the demo by the generated logs and by SQL; the sink's own counts are judged, not believed. */
export function judge({
  deployments,
  first,
  second,
  tables,
  ledger,
  registry,
}: DemoFacts): readonly Verdict[] {
  const samples = deployments.map(({ sample }) => sample)
  const records = sum(samples.map((sample) => recordsOf(sample.log.partitions)))
  const rows = sum(samples.map((sample) => sample.rows.length))
  const filtered = sum(samples.map((sample) => sample.filtered))
  return [
    ...tables.map(
      ({ name, difference: { missing, surplus }, rows: found }): Verdict => ({
        promise: `Table ${name} equals its topic, row by row`,
        held: missing === 0 && surplus === 0,
        detail: `${found} rows, ${missing} missing, ${surplus} too many`,
      }),
    ),
    {
      promise: 'The first delivery wrote every record once',
      held:
        first.counts.delivered === records &&
        first.counts.written === rows &&
        first.counts.filtered === filtered &&
        first.counts.repeated === 0,
      detail: `${records} records: ${first.counts.written} rows, ${first.counts.filtered} tombstones`,
    },
    {
      promise: 'The second delivery wrote nothing',
      held:
        second.counts.written === 0 &&
        second.counts.filtered === 0 &&
        second.counts.delivered === second.counts.repeated &&
        second.counts.delivered >= 2 * records,
      detail: `${second.counts.delivered} delivered, ${second.counts.repeated} recognised as repeated`,
    },
    {
      promise: 'The ledger accounts for every record, and no two ranges overlap',
      held: ledger.records === records && ledger.overlaps === 0,
      detail: `${ledger.records} records in ${ledger.rows} ranges, ${ledger.overlaps} overlaps`,
    },
    {
      promise: 'No container asked the schema registry twice for a schema',
      held: askedOnce(registry),
      detail: `${sum(registry.schemas.map(({ asked }) => asked))} requests by ${registry.containers} containers`,
    },
    {
      promise: 'No record was given up by the event source',
      held: first.lost + second.lost === 0,
      detail: `${first.faults.length + second.faults.length} invocations failed and were delivered again`,
    },
  ]
}

/** What is referred to is asked for with each version that refers to it. */
function askedOnce({ schemas, containers }: RegistryFacts): boolean {
  const values = schemas.filter(({ use }) => use === 'value')
  return schemas.every(({ use, asked }) => {
    const mostOfOne = use === 'reference' ? values.length : 1
    return (asked > 0 || use === 'key') && asked <= mostOfOne * containers
  })
}

function recordsOf(partitions: readonly { readonly records: readonly unknown[] }[]): number {
  return sum(partitions.map(({ records }) => records.length))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
