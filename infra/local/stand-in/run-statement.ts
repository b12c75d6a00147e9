import type { Action } from './action.ts'
import type { Conversation } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { forward, forwardAll } from './forward.ts'
import { loadUpload } from './load-upload.ts'
import { replyError } from './reply.ts'
import type { Statement } from './statement-log.ts'
import { usedDatabase } from './used-database.ts'
import { queryCommand } from './wire/text-command.ts'

/** Runs one statement of the client, by the rules where there are any and else as the `payload` it came in. */
export async function runStatement(
  talk: Conversation,
  statement: Statement,
  payload: Buffer,
): Promise<void> {
  if (await talk.suffer(talk.strike(statement, 'before'))) return
  const { dialect } = talk.surroundings
  if (dialect === null) return forward(talk, statement, payload, {})
  const asked = showWarnings.exec(statement.sql)
  if (talk.warnings.length > 0 && asked !== null) {
    const [, offset = 0, count = Number.POSITIVE_INFINITY] = asked
    const shown = talk.warnings.slice(Number(offset), Number(offset) + Number(count))
    const rows = shown.map((text) => ['Warning', unsupportedFeature, text])
    return talk.sendRows(['Level', 'Code', 'Message'], rows)
  }
  const action = dialect.rules.interpret(statement.sql, talk.sessionState(dialect))
  talk.warnings = 'warnings' in action ? (action.warnings ?? []) : []
  await talk.time.tell(talk.backend, statement.sql)
  await carryOut(talk, dialect, statement, action)
}

const unsupportedFeature = '1706'
const showWarnings = /^SHOW\s+WARNINGS(?:\s+LIMIT\s+(?:(\d+)\s*,\s*)?(\d+))?\s*;?$/i

async function carryOut(
  talk: Conversation,
  dialect: Dialect,
  statement: Statement,
  action: Action,
): Promise<void> {
  switch (action.kind) {
    case 'forward': {
      const onSuccess = (): void => {
        talk.database = usedDatabase(statement.sql) ?? talk.database
        action.onSuccess?.()
      }
      const shuffle = action.shuffle === true ? dialect.shuffle : undefined
      const { mapCell, mapName } = action
      const options = { onSuccess, mapCell, mapName, shuffle }
      const endTurn = await action.turn?.()
      try {
        return await forward(talk, statement, queryCommand(action.sql), options)
      } finally {
        endTurn?.()
      }
    }
    case 'forward-all': {
      const { sqls, onSuccess, mapName } = action
      return forwardAll(talk, statement, sqls, { onSuccess, mapName })
    }
    case 'rows':
      if (await talk.suffer(talk.strike(statement, 'after'))) return
      return talk.sendRows(action.columns, action.rows)
    case 'ok':
      if (await talk.suffer(talk.strike(statement, 'after'))) return
      return talk.sendOk({ warnings: talk.warnings.length })
    case 'refuse':
      return replyError(talk, statement, action)
    case 'load':
      return loadUpload(talk, dialect, statement, action)
    case 'kill': {
      const { scope, connectionId } = action
      if (scope === 'query' && talk.surroundings.interruptUpload(connectionId)) return talk.sendOk()
      const kill = `KILL ${scope === 'query' ? 'QUERY' : 'CONNECTION'} ${connectionId}`
      return forward(talk, statement, queryCommand(kill), {})
    }
  }
}
