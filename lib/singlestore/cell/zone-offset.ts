/** `Z`, `+01`, `+01:00`, `+0100`, `+00:19:32`. */
export const ZONE = 'Z|[+-]\\d\\d(?::?\\d\\d(?::?\\d\\d)?)?'

/** Seconds that a zone is ahead of UTC; null where there is no such zone. @param zone as ZONE matches it */
export function secondsAhead(zone: string): number | null {
  if (zone.length === 1) return 0
  const digits = zone.slice(1).replaceAll(':', '')
  const [hours, minutes, seconds] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)))
  if (hours === undefined || minutes === undefined || seconds === undefined) return null
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds)
}
