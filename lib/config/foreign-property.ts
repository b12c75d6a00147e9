/**
 * A property that a copied connector file may carry although it is none of the sink's options. Those with `mend` would
 * change what is written if they were left out of account, so they are refused unless their value is `harmless`.
 */
export interface ForeignProperty {
  /** One that ends in a dot is a family. */
  readonly property: string
  readonly mend?: string
  /** Values that ask for nothing. */
  readonly harmless?: RegExp
  /** It is read all the same: it says how values are encoded. */
  readonly understood?: true
}
