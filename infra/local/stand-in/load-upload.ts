import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Action, ServerError } from './action.ts'
import type { Conversation } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { forward, forwardAll } from './forward.ts'
import { replyError } from './reply.ts'
import { spoolUpload } from './spool-upload.ts'
import type { Statement } from './statement-log.ts'
import { capability } from './wire/capability.ts'
import { queryCommand } from './wire/text-command.ts'

type Load = Action & { readonly kind: 'load' }

/**
 * LOAD DATA LOCAL as SingleStore does it: an error loads nothing. MariaDB turns errors of a LOCAL load into
 * warnings, so the file is kept first and loaded as one of the server's own.
 */
export async function loadUpload(
  talk: Conversation,
  dialect: Dialect,
  statement: Statement,
  action: Load,
): Promise<void> {
  const { onSuccess, before = [], after = [] } = action
  if ((talk.login.capabilities & capability.localFiles) === 0) {
    return replyError(talk, statement, notAllowed)
  }
  const plain = action.compression === 'none' && before.length + after.length === 0
  if (dialect.loads === 'raw' && plain) {
    const local = action.sql(action.fileName).replace(/\bINFILE\b/i, 'LOCAL INFILE')
    return forward(talk, statement, queryCommand(local), { onSuccess })
  }
  const path = join(dialect.spoolFolder, `${talk.connectionId}-${randomUUID()}`)
  try {
    const fault = await receive(talk, statement, action, path)
    if (talk.client.isClosed) return
    if (fault !== undefined) return await replyError(talk, statement, fault)
    await forwardAll(talk, statement, [...before, action.sql(path), ...after], { onSuccess })
  } finally {
    await rm(path, { force: true })
  }
}

/** Keeps the client's file at `path`; gives the error that the load is to end with, if any. */
async function receive(
  talk: Conversation,
  statement: Statement,
  action: Load,
  path: string,
): Promise<ServerError | undefined> {
  const upload: { error?: ServerError } = {}
  const onFirstBytes = async (): Promise<void> => {
    const fault = talk.strike(statement, 'during')
    if (fault?.kind === 'error') upload.error = { sqlState: 'HY000', ...fault }
    else await talk.suffer(fault)
  }
  talk.upload = upload
  try {
    await talk.client.write([Buffer.concat([Buffer.of(0xfb), Buffer.from(action.fileName)])])
    const { compression } = action
    const end = await spoolUpload(talk.client, { path, compression, onFirstBytes })
    return upload.error ?? (end.kind === 'refused' ? end.error : undefined)
  } finally {
    talk.upload = null
  }
}

const notAllowed: ServerError = {
  errno: 1148,
  sqlState: '42000',
  message: 'The used command is not allowed: the client did not offer to send local files',
}
