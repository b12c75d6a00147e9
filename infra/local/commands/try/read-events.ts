import { fileURLToPath } from 'node:url'
import { startFunction } from '../../lambda/function.ts'
import type { OnEnd } from '../cleanup.ts'
import { type Fault, faultOf } from '../fault-of.ts'
import type { ReadEvents } from './read/reading.ts'
import type { EventFile } from './read-files.ts'

const READER = fileURLToPath(new URL('./read/read-function.ts', import.meta.url))
const TIMEOUT_MS = 60_000
const NOTHING: ReadEvents = { read: [], readsKeys: false, ignoredProperties: [], notes: [] }

/** How keys and values were read, or why that cannot be told. */
export interface Readings extends ReadEvents {
  readonly fault: Fault | null
}

/** Reads the events in a process of its own, which sees what the sink sees: neither can disturb the other, or us. */
export async function readEventParts(
  events: readonly EventFile[],
  environment: Readonly<Record<string, string>>,
  onEnd: OnEnd,
): Promise<Readings> {
  const reader = startFunction({
    functionName: 'read',
    modulePath: READER,
    environment,
    timeoutMs: TIMEOUT_MS,
  })
  onEnd(() => reader.close())
  const invocation = await reader.invoke(`[${events.map(({ text }) => text).join(',')}]`)
  return invocation.kind === 'answered'
    ? { ...(invocation.response as ReadEvents), fault: null }
    : { ...NOTHING, fault: faultOf(invocation) }
}
