/** One thing that can be configured; the README's table is made from these. */
export interface Option {
  readonly environment: string | null
  /**
   * The connector's property; one that ends in a dot is a family, such as `tableKey.PRIMARY`, and one that begins with
   * `value.converter.` may stand at `key.converter.` as well.
   */
  readonly property: string | null
  /** How the rest of a family's property is written. */
  readonly member?: string
  /** Fields of the secret that carry it, besides its property and its environment name. */
  readonly secretFields?: readonly string[]
  /** White space around it belongs to it, as it may to a password. */
  readonly verbatim?: true
  /** The default as the documentation shows it; empty where there is none. */
  readonly default: string
  /** The shape a value must have, for messages and documentation. */
  readonly wants: string
  readonly meaning: string
}

/** Every name that an option has among the properties. */
export function propertiesOf({ property }: Option): readonly string[] {
  if (property === null) return []
  const ofValue = 'value.converter.'
  if (!property.startsWith(ofValue)) return [property]
  return [property, `key.converter.${property.slice(ofValue.length)}`]
}
