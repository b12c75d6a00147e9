import type { OnSuccess, ServerError } from './action.ts'
import { BackendGoneError } from './backend.ts'
import type { Conversation } from './conversation.ts'
import { relayRows } from './relay-rows.ts'
import { relayUpload } from './relay-upload.ts'
import type { Statement } from './statement-log.ts'
import type { AnswerHead } from './wire/answer.ts'
import { serverStatus } from './wire/capability.ts'

export interface ReplyOptions {
  readonly onSuccess?: OnSuccess | undefined
  readonly mapCell?: ((cell: string) => string) | undefined
  readonly mapName?: ((name: string) => string) | undefined
  readonly shuffle?: ((rows: Buffer[]) => void) | undefined
  /** An error of the server as the client is to hear it. */
  readonly translate?: ((error: ServerError) => ServerError) | undefined
}

/** Passes the server's answer on to the client, unless a fault stands between. */
export async function reply(
  talk: Conversation,
  statement: Statement,
  head: AnswerHead,
  options: ReplyOptions,
): Promise<void> {
  switch (head.kind) {
    case 'ok': {
      talk.status = head.ok.status
      options.onSuccess?.()
      if (await talk.suffer(talk.strike(statement, 'after'))) return
      const warnings = head.ok.warnings + talk.warnings.length
      return talk.sendOk({ ...head.ok, warnings })
    }
    case 'error':
      await talk.refreshStatus()
      return replyError(talk, statement, options.translate?.(head.error) ?? head.error)
    case 'rows':
      return replyRows(talk, statement, head, options)
    case 'local-infile': {
      const { client, backend } = talk
      const complete = await relayUpload(client, backend.channel, head.fileName, async () => {
        await talk.suffer(talk.strike(statement, 'during'))
      })
      if (!complete) return
      return reply(talk, statement, await backend.readHead(), options)
    }
  }
}

/** Tells the client an error as it stands. */
export async function replyError(
  talk: Conversation,
  statement: Statement,
  error: ServerError,
): Promise<void> {
  const fault = talk.strike(statement, 'after', error.errno)
  if (fault?.kind === 'swallow-error') return talk.sendOk()
  if (await talk.suffer(fault)) return
  await talk.sendError(error)
}

async function replyRows(
  talk: Conversation,
  statement: Statement,
  head: AnswerHead & { readonly kind: 'rows' },
  options: ReplyOptions,
): Promise<void> {
  const fault = talk.strike(statement, 'after')
  const swallowed = fault !== null && fault.kind !== 'delay'
  if (!swallowed && (await talk.suffer(fault))) return
  const ending = await relayRows(talk.backend.channel, {
    target: swallowed ? null : talk.client,
    columns: head.columns,
    header: head.payload,
    mapCell: options.mapCell,
    mapName: options.mapName,
    shuffle: options.shuffle,
    moreWarnings: talk.warnings.length,
  })
  if (ending.kind === 'gone')
    throw new BackendGoneError('The database server closed the connection')
  if (ending.kind === 'end') {
    talk.status = ending.end.status
    options.onSuccess?.()
  }
  if (swallowed && (await talk.suffer(fault))) return
  if (ending.kind === 'error') {
    await talk.refreshStatus()
    return talk.sendError(options.translate?.(ending.error) ?? ending.error)
  }
  if ((ending.end.status & serverStatus.moreResults) !== 0) {
    await reply(talk, statement, await talk.backend.readHead(), options)
  }
}
