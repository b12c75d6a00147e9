import type { Connection } from 'mysql2/promise'
import type { Terminal } from '../terminal.ts'
import type { Deployment } from './deployment.ts'
import { LEDGER_SUMMARY, type LedgerFacts } from './ledger-facts.ts'
import type { RegistryFacts } from './payments-registry.ts'
import type { Pass } from './run-pass.ts'
import { showRows } from './table-check.ts'
import type { Verdict } from './verdicts.ts'

const FAULTS_SHOWN = 3

/** Prints what a delivery came to. */
export function printPass(title: string, pass: Pass, terminal: Terminal): void {
  const { delivered, written, repeated, filtered } = pass.counts
  terminal.heading(title)
  terminal.table(
    ['delivered', 'written', 'repeated', 'filtered', 'invocations', 'seconds'],
    [
      [
        ...[delivered, written, repeated, filtered, pass.invocations].map(String),
        (pass.durationMs / 1000).toFixed(1),
      ],
    ],
  )
  for (const { code, message } of pass.faults.slice(0, FAULTS_SHOWN)) {
    terminal.line(`  ✗ ${code}: ${message}`)
  }
}

/** Prints the statements that made the tables, and a few rows of each. */
export async function printTables(
  deployments: readonly Deployment[],
  statements: readonly string[],
  connection: Connection,
  terminal: Terminal,
): Promise<void> {
  terminal.heading('The tables that the sink created, as it asked for them')
  // Two containers that start at the same time both ask; the second finds the table there.
  for (const statement of new Set(statements)) terminal.line(`${statement.replace(/^/gm, '  ')};\n`)
  for (const { sample, shown } of deployments) {
    const { topic } = sample.log
    terminal.heading(`Some rows of ${topic}`)
    terminal.table(shown, await showRows(connection, topic, shown))
  }
  terminal.line()
}

/** Prints the ledger, with the question that it answers. */
export function printLedger({ summary }: LedgerFacts, terminal: Terminal): void {
  terminal.heading('The ledger: which offsets are committed')
  terminal.note(LEDGER_SUMMARY.replace(/^/gm, '  '))
  terminal.table(
    summary.columns.map(({ name }) => name),
    summary.rows,
  )
}

/** Prints what the schema registry was asked for. */
export function printRegistry(
  { url, schemas, containers }: RegistryFacts,
  terminal: Terminal,
): void {
  terminal.heading(`The schema registry of payments: ${url}, with a login`)
  terminal.note(
    `  ${containers} containers read the topic. Each fetches a schema when it first writes a record that names it, and keeps it.`,
  )
  terminal.table(
    ['subject', 'version', 'id', 'used as', 'fetched'],
    schemas.map(({ subject, version, id, use, asked }) => [
      subject,
      ...[version, id].map(String),
      use,
      String(asked),
    ]),
  )
}

/** Prints which promises held. */
export function printVerdicts(verdicts: readonly Verdict[], terminal: Terminal): void {
  terminal.heading('Exactly once?')
  for (const { promise, held, detail } of verdicts) {
    terminal.line(`  ${held ? '✓' : '✗'} ${promise} (${detail})`)
  }
}
