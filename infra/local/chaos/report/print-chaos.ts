import type { Terminal } from '../../commands/terminal.ts'
import type { Finding } from '../check/finding.ts'
import { faultKinds } from '../faults/fault-kind.ts'
import type { ChaosReport } from '../run-chaos.ts'
import { chaosJson, held } from './chaos-json.ts'

/** Enough to go and look; a broken run may have thousands. */
const FINDINGS_SHOWN = 20

const number = (count: number): string => count.toLocaleString('en')

/** Prints a run for people: what became of the records, what was done to them, and whether the promise held. */
export function printChaos(report: ChaosReport, terminal: Terminal): void {
  const { topics, faults, seed } = report
  const totals = chaosJson(report)
  terminal.heading('What became of the produced records')
  terminal.table(
    ['topic', 'produced', 'written', 'filtered', 'dead-lettered', 'ledger ranges', 'findings'],
    topics.map((topic) => [
      topic.topic,
      ...[topic.records, topic.written, topic.filtered, topic.deadLettered].map(String),
      String(topic.ranges),
      String(topic.findings.length),
    ]),
  )
  terminal.heading('What was done to them')
  terminal.table(
    ['fault', 'times'],
    faultKinds.flatMap((kind) => {
      const times = faults[kind]
      return times === undefined ? [] : [[kind, String(times)]]
    }),
  )
  const injected = Object.values(faults).reduce((sum, times) => sum + times, 0)
  terminal.heading('Exactly once?')
  for (const [name, count] of [
    ['lost', totals.lost],
    ['duplicated', totals.duplicated],
    ['uncovered', totals.uncovered],
  ] as const) {
    terminal.line(`  ${count === 0 ? '✓' : '✗'} ${number(count)} ${name}`)
  }
  printFindings(
    topics.flatMap(({ findings }) => findings),
    terminal,
  )
  terminal.line(
    held(totals)
      ? `\nEvery one of ${number(totals.records)} offsets is exactly one of written, filtered and dead-lettered, after ${number(injected)} faults in ${number(totals.invocations)} invocations (${totals.seconds} s, seed ${seed}).`
      : `\nThe promise did not hold. Again with the same faults: npm run chaos -- --seed ${seed}`,
  )
}

function printFindings(findings: readonly Finding[], terminal: Terminal): void {
  for (const { kind, topic, partition, offset, why } of findings.slice(0, FINDINGS_SHOWN)) {
    terminal.line(`    ${kind}: ${topic}-${partition} offset ${offset}: ${why}`)
  }
  const more = findings.length - FINDINGS_SHOWN
  if (more > 0) terminal.note(`    … and ${number(more)} more`)
}
