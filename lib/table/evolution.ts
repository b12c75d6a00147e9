/** What becomes of a field that its table has no column for: an error, or a new column (`auto.evolve`). */
export type Evolution = 'none' | 'add'
