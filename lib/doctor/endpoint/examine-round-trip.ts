import { formatAddress } from '../../singlestore/session/endpoint-choice.ts'
import { passed, warned } from '../finding.ts'
import type { Server } from '../server/server.ts'
import { examineServer, type ServerExamination } from '../server/server-examination.ts'
import type { Visit } from '../visit.ts'

const TIMES = 9
const SLOW_MS = 50

/** How long the shortest statement takes: each transaction of the sink has at least four of them. */
export async function examineRoundTrip(server: Server, visit: Visit): Promise<void> {
  const { now } = visit.doors
  const examination: ServerExamination<null> = {
    name: `Round trip to ${formatAddress(server.address)}`,
    did: `Sent SELECT 1 ${TIMES} times.`,
    mend: 'Let the function and the workspace stand in one region.',
    async look(connection, remainingMs) {
      const times: number[] = []
      for (let time = 0; time < TIMES; time++) {
        const startedAt = now()
        await connection.select('SELECT 1 AS `one`', 'measuring the round trip', remainingMs)
        times.push(now() - startedAt)
      }
      const median = times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0
      const found = `The median is ${Math.round(median)} ms.`
      if (median <= SLOW_MS) return passed(found, null)
      return warned(found, 'Let the function and the workspace stand in one region.', null)
    },
  }
  await examineServer(examination, server, visit)
}
