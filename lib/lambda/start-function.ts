import { errorFacts } from './error-facts.ts'
import { createLog } from './log.ts'

/**
 * Does what a function does before its first invocation. What keeps it from starting becomes a line of the log like that of a
 * failed invocation: Lambda's own line of it has neither a level nor an error code to look for.
 * @throws what `start` throws
 */
export async function startFunction<Parts>(start: () => Parts | Promise<Parts>): Promise<Parts> {
  try {
    return await start()
  } catch (error) {
    const { message, ...facts } = errorFacts(error)
    createLog(null, (line) => process.stdout.write(line)).error(message, facts)
    throw error
  }
}
