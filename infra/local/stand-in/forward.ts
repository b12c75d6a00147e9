import type { ServerError } from './action.ts'
import type { Conversation } from './conversation.ts'
import { type LockWatch, watchLock } from './lock-owner.ts'
import { relayRows } from './relay-rows.ts'
import { type ReplyOptions, reply } from './reply.ts'
import type { Statement } from './statement-log.ts'
import type { AnswerHead } from './wire/answer.ts'

type ForwardOptions = Omit<ReplyOptions, 'translate'>

/** Sends a command to the server and passes its answer on. */
export async function forward(
  talk: Conversation,
  statement: Statement,
  payload: Buffer,
  options: ForwardOptions,
): Promise<void> {
  await talk.atWork(() => watched(talk, statement, options, () => talk.backend.send(payload)))
}

/** Sends several statements; the first that fails ends them, else the last one's answer is passed on. */
export async function forwardAll(
  talk: Conversation,
  statement: Statement,
  sqls: readonly string[],
  options: ForwardOptions,
): Promise<void> {
  const runAll = async (): Promise<AnswerHead> => {
    for (const sql of sqls.slice(0, -1)) {
      const head = await talk.backend.query(sql)
      if (head.kind === 'error') return head
      if (head.kind === 'ok') talk.status = head.ok.status
      if (head.kind === 'rows') await swallowRows(talk, head)
    }
    return talk.backend.query(sqls.at(-1) ?? 'DO 0')
  }
  await talk.atWork(() => watched(talk, statement, options, runAll))
}

async function swallowRows(
  talk: Conversation,
  head: AnswerHead & { readonly kind: 'rows' },
): Promise<void> {
  const nowhere = { target: null, header: head.payload, moreWarnings: 0 }
  const ending = await relayRows(talk.backend.channel, { ...nowhere, columns: head.columns })
  if (ending.kind === 'end') talk.status = ending.end.status
}

async function watched(
  talk: Conversation,
  statement: Statement,
  options: ForwardOptions,
  ask: () => Promise<AnswerHead>,
): Promise<void> {
  const { dialect, admin } = talk.surroundings
  if (dialect === null) return reply(talk, statement, await ask(), options)
  const watch = watchLock(admin, talk.connectionId)
  const head = await ask().finally(() => watch.stop())
  const translate = (error: ServerError): ServerError =>
    dialect.rules.translateError(withLockOwner(error, watch), statement.sql)
  await reply(talk, statement, head, { ...options, translate })
}

const lockWaitTimeout = 1205

/** SingleStore's 1205 names the connection that holds the lock. */
function withLockOwner(error: ServerError, watch: LockWatch): ServerError {
  if (error.errno !== lockWaitTimeout || watch.owner === null) return error
  const message = `${error.message}. Row lock owned by connection id ${watch.owner}`
  return { ...error, message }
}
