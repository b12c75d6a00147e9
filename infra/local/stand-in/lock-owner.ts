import type { Admin } from './admin.ts'

const everyMs = 250

/** Watches whom a statement waits for; InnoDB forgets it once the wait has timed out. */
export interface LockWatch {
  /** The connection that was last seen holding the lock. */
  readonly owner: number | null
  stop(): void
}

export function watchLock(admin: Admin, connectionId: number): LockWatch {
  let owner: number | null = null
  const timer = setInterval(() => {
    admin.ask(ownerQuery(connectionId)).then(
      ([row]) => {
        if (row?.[0] != null) owner = Number(row[0])
      },
      // The server is going down: the statement itself will hear of it.
      () => undefined,
    )
  }, everyMs)
  return {
    get owner() {
      return owner
    },
    stop() {
      clearInterval(timer)
    },
  }
}

function ownerQuery(connectionId: number): string {
  return [
    'SELECT blocker.trx_mysql_thread_id FROM information_schema.INNODB_LOCK_WAITS AS wait',
    'JOIN information_schema.INNODB_TRX AS waiter ON waiter.trx_id = wait.requesting_trx_id',
    'JOIN information_schema.INNODB_TRX AS blocker ON blocker.trx_id = wait.blocking_trx_id',
    `WHERE waiter.trx_mysql_thread_id = ${connectionId} LIMIT 1`,
  ].join(' ')
}
