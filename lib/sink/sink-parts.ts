import type { RecordFormat } from '../format/record-format.ts'
import type { FilterReason, RowFormat } from '../format/row-format.ts'
import type { Span } from '../kafka/span.ts'
import type { Catalog } from '../singlestore/catalog.ts'
import type { DeadLetters } from '../singlestore/dead-letter/dead-letters.ts'
import type { Ledger } from '../singlestore/ledger/ledger.ts'
import type { Sessions } from '../singlestore/session/sessions.ts'
import type { ChangeRules } from '../table/change-rules.ts'
import type { LoadingRules } from '../table/loading-rules.ts'
import type { MappingRules } from '../table/mapping-rules.ts'
import type { RouteRules } from '../table/route-rules.ts'
import type { Transformer } from '../transform/transformer.ts'
import type { Tolerance } from './bad-records.ts'
import type { RetryOptions } from './retry.ts'

/** What a sink is made of. */
export interface SinkParts {
  readonly sessions: Sessions
  readonly catalog: Catalog
  /** Null: at least once. */
  readonly ledger: Ledger | null
  readonly deadLetters: DeadLetters
  readonly tolerance: Tolerance
  readonly format: RowFormat
  /** Null where nothing is read from keys. */
  readonly keyFormat: RecordFormat | null
  readonly route: RouteRules
  readonly mapping: MappingRules
  readonly changes: ChangeRules
  readonly loading: LoadingRules
  /** The user's own; null where there is none. */
  readonly transform: Transformer | null
  readonly retry: RetryOptions
  readonly sleep: (ms: number) => Promise<void>
  /** Told why records of a commit wrote no row, each time. */
  readonly onFiltered: (reason: FilterReason) => void
  /** Told of a span that may undo what later offsets wrote, each time. */
  readonly onLate: (span: Span) => void
}
