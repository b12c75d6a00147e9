import { RecordError } from '../../errors.ts'

/**
 * Whatever ends the compilation of a schema is the fault of that schema, and of the records that name it: one on which the
 * stack ends, or the sink's own code fails, must not stop the records beside them.
 * @throws RecordError
 */
export function compileSafely<T>(compile: () => T): T {
  try {
    return compile()
  } catch (error) {
    if (error instanceof RecordError) throw error
    const what = error instanceof Error ? error.name : 'an error'
    throw new RecordError(
      'ERR_RECORD_SCHEMA',
      `the schema cannot be compiled (${what}): it is too large or too deep, or the sink is at fault; register a simpler version, or report it`,
      { cause: error },
    )
  }
}
