/** Where a value stands inside a record's value: the names of the fields that lead to it, at least one. */
export type FieldPath = readonly string[]
