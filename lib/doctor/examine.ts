import type { Check } from './check.ts'
import type { DoctorDoors } from './doctor-doors.ts'
import { type Finding, failed, skipped } from './finding.ts'
import { toldError } from './told-error.ts'

/** One check before it is made. */
export interface Examination<T> extends Pick<Check, 'name' | 'did'> {
  readonly boundMs: number
  /** What to do where it fails and the error says nothing of that. */
  readonly mend: string
  /** Keeps within what remains; whatever it throws fails the check. */
  look(remainingMs: () => number): Promise<Finding<T>>
}

/** What a check came to, and what it found for those that stand on it. */
export interface Examined<T> {
  readonly check: Check
  readonly value: T | null
}

/** Makes one check within its bound and the visit's; it never throws. */
export async function examine<T>(
  { name, did, boundMs, mend, look }: Examination<T>,
  {
    now,
    remainingMs,
    onCheck,
    stopped,
  }: Pick<DoctorDoors, 'now' | 'remainingMs' | 'onCheck' | 'stopped'>,
): Promise<Examined<T>> {
  const startedAt = now()
  const ownMs = Math.max(0, Math.min(boundMs, remainingMs()))
  const {
    outcome,
    found,
    mend: given,
    value,
  } = await bounded(
    () => look(() => Math.min(ownMs - (now() - startedAt), remainingMs())),
    ownMs,
    mend,
    stopped,
  )
  const durationMs = now() - startedAt
  const check = { name, did, outcome, found, mend: given, durationMs }
  onCheck(check)
  return { check, value }
}

const OUT_OF_TIME =
  'Mend what took so long, or give the doctor more time (the timeout of its function).'

const STOPPED = 'The visit was stopped.'

/** What `look` itself does not bound ends a second after its time. */
const GRACE_MS = 1_000

async function bounded<T>(
  look: () => Promise<Finding<T>>,
  boundMs: number,
  mend: string,
  stopped: AbortSignal | undefined,
): Promise<Finding<T>> {
  if (stopped?.aborted === true) return skipped(STOPPED)
  if (boundMs === 0) return failed('No time was left for it.', OUT_OF_TIME)
  let timer: NodeJS.Timeout | undefined
  let stop: (() => void) | undefined
  const over = new Promise<Finding<T>>((resolve) => {
    timer = setTimeout(
      () => resolve(failed(`No answer came within ${Math.round(boundMs)} ms.`, mend)),
      boundMs + GRACE_MS,
    )
    stop = () => resolve(skipped(STOPPED))
    stopped?.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([look(), over])
  } catch (error) {
    const told = toldError(error)
    return failed(told.found, told.mend ?? mend)
  } finally {
    clearTimeout(timer)
    if (stop !== undefined) stopped?.removeEventListener('abort', stop)
  }
}
