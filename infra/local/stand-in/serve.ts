import type { Conversation } from './conversation.ts'
import { runStatement } from './run-statement.ts'
import { trimComments } from './trim-comments.ts'
import { useDatabaseStatement } from './used-database.ts'
import { PacketTooLargeError } from './wire/channel.ts'
import { command } from './wire/text-command.ts'

const longestCommandBytes = 128 << 20

/** Obeys one client until it goes away. */
export async function serve(talk: Conversation): Promise<void> {
  try {
    for (let payload = await next(talk); payload !== undefined; payload = await next(talk)) {
      await obey(talk, payload)
    }
  } catch (error) {
    if (!(error instanceof PacketTooLargeError)) throw error
    await talk.sendError({ errno: 1153, sqlState: '08S01', message: tooLarge })
  }
}

const tooLarge = `Got a packet bigger than 'max_allowed_packet' bytes (${longestCommandBytes})`

function next(talk: Conversation): Promise<Buffer | undefined> {
  return talk.client.read(longestCommandBytes)
}

async function obey(talk: Conversation, payload: Buffer): Promise<void> {
  const { connectionId } = talk
  const { dialect, statements } = talk.surroundings
  const text = payload.toString('utf8', 1)
  switch (payload[0]) {
    case command.quit:
      return talk.client.end()
    case command.query:
      statements.add({ connectionId, sql: text })
      return runStatement(talk, { connectionId, sql: trimComments(text) }, payload)
    case command.useDatabase:
      return runStatement(talk, { connectionId, sql: useDatabaseStatement(text) }, payload)
    case command.ping:
      return talk.atWork(() => passOn(talk, payload))
    case command.resetConnection:
      return talk.atWork(() => passOn(talk, payload, dialect?.sessionSetup))
    case command.prepare:
      return talk.sendError({ errno: 1295, sqlState: 'HY000', message: textProtocolOnly })
    default:
      return talk.sendError({ errno: 1047, sqlState: '08S01', message: 'Unknown command' })
  }
}

const textProtocolOnly =
  'This command is not supported in the prepared statement protocol yet: send it as text (query, not execute)'

/** A command that is no statement: neither logged nor struck by faults. */
async function passOn(
  talk: Conversation,
  payload: Buffer,
  setup: readonly string[] = [],
): Promise<void> {
  const head = await talk.backend.send(payload)
  if (head.kind === 'error') return talk.sendError(head.error)
  for (const sql of setup) await talk.backend.ask(sql)
  if (head.kind === 'ok') talk.status = head.ok.status
  await talk.sendOk()
}
