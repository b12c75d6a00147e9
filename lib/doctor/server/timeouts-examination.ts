import { type Finding, passed, skipped, warned } from '../finding.ts'
import { readVariable, type ServerExamination } from './server-examination.ts'

/** Seconds, as texts; null where the server lacks the variable. */
export interface ServerTimeouts {
  readonly lockWait: { readonly session: string | null; readonly global: string | null }
  readonly idle: { readonly session: string | null; readonly global: string | null }
}

/** @param functionSeconds the timeout of the sink's function; null where nobody told */
export function timeoutsExamination(functionSeconds: number | null): ServerExamination<null> {
  return {
    name: 'Timeouts of the server',
    did: 'Read lock_wait_timeout and multi_statement_xact_idle_timeout of the session, which asks for short ones, and of the server.',
    mend: 'Let the user read engine variables.',
    async look(connection, remainingMs) {
      const read = async (name: 'lock_wait_timeout' | 'multi_statement_xact_idle_timeout') => ({
        session: await readVariable(connection, name, remainingMs),
        global: await readVariable(connection, name, remainingMs, 'global'),
      })
      const lockWait = await read('lock_wait_timeout')
      const idle = await read('multi_statement_xact_idle_timeout')
      return judgeTimeouts({ lockWait, idle }, functionSeconds)
    },
  }
}

/** What sessions of the sink ask for. */
const ASKED = { lockWait: 10, idle: 60 } as const

export function judgeTimeouts(
  { lockWait, idle }: ServerTimeouts,
  functionSeconds: number | null,
): Finding {
  if (lockWait.session === null && idle.session === null) {
    return skipped(
      'The server has neither variable: how long a dead container may hold its locks is not known.',
    )
  }
  const found =
    `lock_wait_timeout ${told(lockWait)}, multi_statement_xact_idle_timeout ${told(idle)}` +
    (functionSeconds === null ? '' : `, the function ${functionSeconds} s`)
  const isUnheard = (value: string | null, asked: number) => value !== null && Number(value) > asked
  if (isUnheard(lockWait.session, ASKED.lockWait) || isUnheard(idle.session, ASKED.idle)) {
    return warned(
      `${found}: the session asked for 10 and 60 s and was not heard.`,
      'Set them for the server: SET GLOBAL lock_wait_timeout = 10, SET GLOBAL multi_statement_xact_idle_timeout = 60. Else a dead container holds its claims as long as the server lets it.',
      null,
    )
  }
  // What the leaves wait by, where a session's value stays with its aggregator.
  if (functionSeconds !== null && Number(lockWait.global ?? 0) >= functionSeconds) {
    return warned(
      `${found}: a lock may be waited for as long as the function lives.`,
      `Let the function live longer than lock_wait_timeout, or set that lower for the server: SET GLOBAL lock_wait_timeout = 60.`,
      null,
    )
  }
  return passed(`${found}.`, null)
}

function told({ session, global }: ServerTimeouts['idle']): string {
  if (session === null) return 'is unknown to the server'
  return `${session} s${global === null ? '' : ` (of the server: ${global} s)`}`
}
