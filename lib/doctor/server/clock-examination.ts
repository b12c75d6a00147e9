import { selectClock } from '../../singlestore/dialect/server-facts.ts'
import { passed, skipped, warned } from '../finding.ts'
import type { ServerExamination } from './server-examination.ts'

const MOST_SECONDS = 5

/** @param now wall clock in milliseconds */
export function clockExamination(now: () => number): ServerExamination<null> {
  return {
    name: 'Clocks',
    did: "Compared the server's clock with the one here.",
    mend: 'Let both machines take their time from a time server.',
    async look(connection, remainingMs) {
      const before = now()
      const [row] = await connection.select(
        selectClock(),
        "reading the server's clock",
        remainingMs,
      )
      if (row?.seconds == null) return skipped('The server tells no time.')
      const here = (before + now()) / 2_000
      const ahead = Math.round(Number(row.seconds) - here)
      const found =
        Math.abs(ahead) <= 1
          ? 'They agree.'
          : `The server is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}.`
      if (Math.abs(ahead) <= MOST_SECONDS) return passed(found, null)
      return warned(
        found,
        "Set the server's clock. The ledger and the tables go by the server's; TLS and the ages of records by the one here.",
        null,
      )
    },
  }
}
