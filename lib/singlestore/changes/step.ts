import type { Delete, Write } from './operation.ts'

/** What is left to do for one key once the operations that others have overtaken are gone. */
export type Step<Source> =
  | { readonly kind: 'write'; readonly operation: Write<Source> }
  /** Whatever the row's version. */
  | { readonly kind: 'delete'; readonly operation: Delete<Source> }
  | Guarded<Source>

/** Only over a row that is no newer. */
export interface Guarded<Source> {
  readonly kind: 'guard'
  readonly operation: (Write<Source> | Delete<Source>) & { readonly version: string }
  /** The records that it has overtaken: where it is stale, so are they. */
  readonly behind: readonly Source[]
}
