import type { Transform } from './transform-record.ts'
import type { Transformer } from './transformer.ts'

/** The user's transform, ready for use; where there is none, nothing is loaded for it. */
export async function loadTransformer(
  transform: Transform<never, never> | null,
): Promise<Transformer | null> {
  if (transform === null) return null
  const { createTransformer } = await import('./create-transformer.ts')
  return createTransformer(transform)
}
