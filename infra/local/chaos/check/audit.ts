import type { Deployment } from '../deployments.ts'
import { produceSegment, type SegmentPlan, shareOut } from '../produce/produce-segment.ts'
import type { Asker } from '../run/asker.ts'
import type { Finding } from './finding.ts'
import { PartitionAudit, type Tally } from './partition-audit.ts'
import { countAll, readEvidence, readRanges, tablesThere } from './read-evidence.ts'

/** What became of one topic. */
export interface TopicReport extends Tally {
  readonly topic: string
  readonly sinkName: string
  readonly records: number
  readonly ranges: number
  readonly findings: readonly Finding[]
}

/**
 * Holds the database against the produced log of one topic, asking in SQL and trusting nothing that the sink says of itself.
 * The log is produced anew, piece by piece.
 * @param deployments all of the run, by whose shares a segment is dealt out
 */
export async function auditTopic(
  deployment: Deployment,
  deployments: readonly Deployment[],
  segments: readonly SegmentPlan[],
  seed: number,
  asker: Asker,
): Promise<TopicReport> {
  const { topic, sinkName, kind, partitions } = deployment
  const there = await tablesThere(asker)
  const audits = Array.from(
    { length: partitions },
    (_, partition) => new PartitionAudit(topic, partition, kind.columns),
  )
  for (const segment of segments) {
    const shares = shareOut(
      segment.records,
      deployments.map(({ share }) => share),
    )
    const records = shares[deployments.indexOf(deployment)] ?? 0
    for (const piece of produceSegment(deployment, records, segment, seed)) {
      audits[piece.partition]?.take(piece, await readEvidence(asker, deployment, piece, there))
    }
  }
  let ranges = 0
  for (const [partition, audit] of audits.entries()) {
    const found = await readRanges(asker, deployment, partition, there)
    ranges += found.length
    audit.close(found)
  }
  return {
    topic,
    sinkName,
    records: sum(audits.map((audit) => audit.records)),
    written: sum(audits.map(({ tally }) => tally.written)),
    filtered: sum(audits.map(({ tally }) => tally.filtered)),
    deadLettered: sum(audits.map(({ tally }) => tally.deadLettered)),
    ranges,
    findings: [
      ...audits.flatMap(({ findings }) => findings),
      ...strays(deployment, audits, await countAll(asker, deployment, there)),
    ],
  }
}

/** Rows and letters outside of everything that was produced. */
function strays(
  { topic }: Deployment,
  audits: readonly PartitionAudit[],
  all: { readonly rows: number; readonly letters: number },
): readonly Finding[] {
  const rows = all.rows - sum(audits.map(({ seen }) => seen.rows))
  const letters = all.letters - sum(audits.map(({ seen }) => seen.letters))
  if (rows === 0 && letters === 0) return []
  const why = `${rows} rows and ${letters} dead letters of places that were never produced`
  return [{ kind: 'duplicated', topic, partition: -1, offset: -1, why }]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
