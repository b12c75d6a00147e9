/** What one unit costs, and who says so. */
export interface Price {
  readonly usd: number
  readonly unit: string
  readonly source: string
  /** The day it was read. */
  readonly read: string
  /** Read in a copy or a quotation of the source, not on its own page. */
  readonly copied: boolean
}
