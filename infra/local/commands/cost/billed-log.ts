import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { isJsonObject, ownMember } from '../../../../lib/format/json/json-object.ts'
import type { JsonValue } from '../../../../lib/schema.ts'
import { UsageError } from '../usage-error.ts'
import { fitTime } from './measure/fit-time.ts'
import type { LinearTime } from './measured-time.ts'

/** What the lines of a log say of its invocations. */
export interface BilledLog {
  readonly invocations: number
  readonly records: number
  readonly time: LinearTime
}

/**
 * Joins what Lambda billed with the records of the same request: Lambda's REPORT lines, as text or JSON, and the sink's lines.
 * What stands before a line's JSON, such as the time that `aws logs tail` prints, is passed over.
 *
 * @throws UsageError where no invocation has both
 */
export function readBilledLog(text: string, file: string): BilledLog {
  const billed = new Map<string, number>()
  const delivered = new Map<string, number>()
  for (const line of text.split('\n')) {
    const report = /RequestId: (\S+)\s.*Billed Duration: (\d+(?:\.\d+)?) ms/.exec(line)
    if (report !== null) billed.set(report[1] ?? '', Number(report[2]))
    else readJsonLine(line, billed, delivered)
  }
  const joined = [...billed].flatMap(([requestId, ms]) => {
    const records = delivered.get(requestId)
    return records === undefined || ms <= 0 ? [] : [{ records, ms }]
  })
  if (joined.length === 0) {
    throw new UsageError(
      `--from-log: ${file} has no invocation with both a REPORT line of Lambda and a line of the sink with "delivered".`,
    )
  }
  return {
    invocations: joined.length,
    records: joined.reduce((sum, { records }) => sum + records, 0),
    // The log does not say how large records are: all of their time is theirs by number.
    time: fitTime(joined.map(({ records, ms }) => ({ records, valueBytes: 0, ms, scaleMs: ms }))),
  }
}

function readJsonLine(line: string, billed: Map<string, number>, delivered: Map<string, number>) {
  const start = line.indexOf('{')
  const json = start < 0 ? undefined : parsed(line.slice(start))
  if (!isJsonObject(json)) return
  const requestId = ownMember(json, 'requestId')
  const records = ownMember(json, 'delivered')
  if (typeof requestId === 'string' && typeof records === 'number')
    delivered.set(requestId, records)
  const report = ownMember(json, 'record')
  if (ownMember(json, 'type') !== 'platform.report' || !isJsonObject(report)) return
  const metrics = ownMember(report, 'metrics')
  const reported = ownMember(report, 'requestId')
  const ms = isJsonObject(metrics) ? ownMember(metrics, 'billedDurationMs') : undefined
  if (typeof reported === 'string' && typeof ms === 'number') billed.set(reported, ms)
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text)
  } catch {
    // Other lines of a log are none of ours.
    return undefined
  }
}
