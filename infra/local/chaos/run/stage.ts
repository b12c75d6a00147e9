import type { Place } from '../../stand-in/mariadb/place.ts'
import { openPipe } from '../../stand-in/open-pipe.ts'
import { openStandIn, type StandIn } from '../../stand-in/open-stand-in.ts'
import { createSqlRules, sessionSetup } from '../../stand-in/sql/sql-rules.ts'

/** Where the database is: a MariaDB under the stand-in's rules, or a real SingleStore. */
export type DatabaseBehind =
  | { readonly kind: 'stand-in'; readonly place: Place }
  | { readonly kind: 'singlestore'; readonly url: string }

/** One database with many ways to it, so that each function suffers faults of its own. */
export interface Stage {
  /** A way to the database with faults of its own. */
  openFront(): Promise<StandIn>
  /** Crashes the database and starts it again; null where it is not ours. */
  readonly restart: (() => Promise<void>) | null
  /** Lets the server's clock run ahead by so much more; null where it is not ours. */
  readonly passTime: ((ms: number) => void) | null
  close(): Promise<void>
}

export async function openStage(behind: DatabaseBehind): Promise<Stage> {
  const language = { rules: createSqlRules(), sessionSetup }
  const fronts: StandIn[] = []
  let aheadMs = 0

  async function openFront(): Promise<StandIn> {
    const front =
      behind.kind === 'singlestore'
        ? await openPipe(behind.url)
        : await openStandIn(behind.place, language)
    fronts.push(front)
    if (aheadMs !== 0) front.setClock(aheadMs)
    return front
  }

  const first = await openFront()
  const ours = behind.kind === 'stand-in'
  return {
    openFront,
    restart: ours ? first.restart : null,
    passTime: ours
      ? (ms) => {
          aheadMs += ms
          for (const front of fronts) front.setClock(aheadMs)
        }
      : null,
    async close() {
      await Promise.all(fronts.map((front) => front.close()))
    },
  }
}
