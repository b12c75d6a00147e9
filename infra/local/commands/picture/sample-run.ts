import { POINT_SECONDS, POINTS } from './series.ts'

/** What happened to one topic in one period. */
export interface Period {
  readonly produced: number
  readonly written: number
  /** Records waiting at its end. */
  readonly lag: number
  readonly ageSeconds: number
}

interface SampleTopic {
  readonly perSecond: number
  readonly partitions: number
  readonly bytesOfRecord: number
  /** How many times its usual pace it drains at after the outage. */
  readonly drain: number
}

/** The topics of the sample, as the sample's settings name them. */
export const sampleTopics: Readonly<Record<string, SampleTopic>> = {
  clicks: { perSecond: 1800, partitions: 6, bytesOfRecord: 190, drain: 2.1 },
  orders: { perSecond: 420, partitions: 3, bytesOfRecord: 640, drain: 2.8 },
  payments: { perSecond: 95, partitions: 3, bytesOfRecord: 410, drain: 5 },
}

/** The database is away for 25 minutes. */
export function isOutage(index: number): boolean {
  return index >= 13 && index < 18
}

/** A quarter of an hour in which a producer's new version sends some records that fit no table. */
export function isBadRelease(index: number): boolean {
  return index >= 27 && index < 30
}

/** Nothing special, with the outage in it: what waits afterwards drains. */
export function sampleRun(topic: string): readonly Period[] {
  const { perSecond, drain } = sampleTopics[topic] ?? { perSecond: 1, drain: 1 }
  const periods: Period[] = []
  let waiting = perSecond * 3
  for (let index = 0; index < POINTS; index++) {
    const produced = Math.round(perSecond * POINT_SECONDS * (0.94 + 0.12 * noise(topic, index)))
    const most = isOutage(index) ? 0 : perSecond * POINT_SECONDS * drain
    const written = Math.min(waiting + produced - perSecond * 3, most)
    waiting = waiting + produced - written
    periods.push({ produced, written, lag: waiting, ageSeconds: waiting / perSecond - 1 })
  }
  return periods
}

/** A number from 0 to 1 that looks like chance and is the same every time. */
export function noise(name: string, index: number): number {
  let seed = index * 7919 + 17
  for (const character of name) seed = (seed * 31 + character.charCodeAt(0)) % 65_521
  return ((seed * 48_271) % 65_521) / 65_521
}
