/**
 * A property that a copied connector file may carry although it is none of the sink's options. Those with `mend` would
 * change what is written, or who may read it, if they were left out of account: they are refused unless their value is
 * `harmless`.
 */
export interface ForeignProperty {
  /** One that ends in a dot is a family. */
  readonly property: string
  readonly mend?: string
  /** Values that ask for nothing. */
  readonly harmless?: RegExp
  /** It is read all the same: it says how values are encoded. */
  readonly understood?: true
  /** Why it can be passed over, where that is not plain. */
  readonly remark?: string
}

/** Rows of properties that are passed over. */
export function passedOver(
  properties: readonly string[],
  remark?: string,
): readonly ForeignProperty[] {
  return properties.map((property) => (remark === undefined ? { property } : { property, remark }))
}

/** Rows of properties that are refused with the same mend. */
export function refused(
  properties: readonly string[],
  mend: string,
  harmless?: RegExp,
): readonly ForeignProperty[] {
  return properties.map((property) =>
    harmless === undefined ? { property, mend } : { property, mend, harmless },
  )
}
