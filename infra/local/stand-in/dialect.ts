import type { SessionState, SqlRules } from './action.ts'

/** What makes the proxy more than a pipe: SingleStore's rules over another server. */
export interface Dialect {
  readonly rules: SqlRules
  /** Statements that every new session begins with. */
  readonly sessionSetup: readonly string[]
  readonly aggregator: SessionState['aggregator']
  /** Where uploads are kept until they are loaded; the server must be allowed to read it. */
  readonly spoolFolder: string
  /** `raw` hands uploads straight to the server: quicker, and a duplicate key is then a warning only. */
  readonly loads: 'spooled' | 'raw'
  /** Reorders rows that promise no order. */
  readonly shuffle: (rows: Buffer[]) => void
}
