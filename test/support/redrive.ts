import type { LetterReport } from '../../lib/redrive/letter-report.ts'
import { parseLetterRequest } from '../../lib/redrive/letter-selection.ts'
import { redriveLetters } from '../../lib/redrive.ts'
import type { Container } from './sink.ts'

/** Brings the dead letters that are selected back through a container's sink. */
export async function redrive(
  container: Container,
  deadLetters: object,
  dryRun = false,
): Promise<LetterReport> {
  const deadline = Date.now() + 60_000
  const request = parseLetterRequest({ deadLetters, dryRun })
  return await redriveLetters(request, container.parts, () => deadline - Date.now())
}
