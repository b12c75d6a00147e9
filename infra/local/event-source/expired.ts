import type { PolledRecord } from './topic-log.ts'

/** Splits records by whether Lambda still sends them; one without a timestamp never expires. */
export function splitExpired(
  records: readonly PolledRecord[],
  maximumAgeInSeconds: number,
  nowMs: number,
): { readonly expired: readonly PolledRecord[]; readonly fresh: readonly PolledRecord[] } {
  if (maximumAgeInSeconds === -1) return { expired: [], fresh: records }
  const oldestMs = nowMs - maximumAgeInSeconds * 1000
  const isExpired = ({ record: { timestamp } }: PolledRecord): boolean =>
    timestamp >= 0 && timestamp < oldestMs
  return {
    expired: records.filter(isExpired),
    fresh: records.filter((one) => !isExpired(one)),
  }
}
