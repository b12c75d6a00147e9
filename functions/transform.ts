import type { Transform } from '../lib/transform.ts'

/** What becomes of each record before it is written; null: it is written as it is. How to write one: docs/transform.md. */
export const transform: Transform | null = null
