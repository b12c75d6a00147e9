import { type ErrorCode, RecordError } from '../errors.ts'
import type { RegisteredSchema } from '../format/registry.ts'
import { inContextOf } from './context.ts'
import type { Reference, SchemaAnswer } from './schema-answer.ts'

/** Gives one version of a subject; null where the registry has none. */
export type FetchVersion = (subject: string, version: number) => Promise<SchemaAnswer | null>

/** Far beyond what anybody registers; without such a bound a hostile registry could keep the sink busy for ever. */
const MOST_VERSIONS = 1_000
const MOST_CHARACTERS = 64 * 2 ** 20

type ResolvedReferences = RegisteredSchema['references']

/**
 * Follows the references of a schema depth-first, each version fetched once.
 * @returns each name once, each after those that it refers to itself
 * @throws RecordError `ERR_SCHEMA_MISSING` where the registry lacks one, `ERR_RECORD_SCHEMA` where they lead in a circle, where
 * one name stands for two schemas, or where they are too many, with messages that leave it to the caller to name the schema; what `fetchVersion` throws
 */
export async function resolveReferences(
  root: SchemaAnswer,
  fetchVersion: FetchVersion,
): Promise<ResolvedReferences> {
  const resolved = new Map<string, string>()
  const versions = new Map<string, SchemaAnswer>()
  const open = new Set<string>()
  let characters = root.text.length
  const refuse = (what: string, code: ErrorCode = 'ERR_RECORD_SCHEMA'): never => {
    throw new RecordError(code, what)
  }

  const fetchOnce = async (subject: string, version: number): Promise<SchemaAnswer> => {
    const answer = await fetchVersion(subject, version)
    if (answer === null) {
      return refuse(
        `it refers to ${placeOf(subject, version)}, which the registry does not have; register that version again`,
        'ERR_SCHEMA_MISSING',
      )
    }
    characters += answer.text.length
    if (versions.size >= MOST_VERSIONS || characters > MOST_CHARACTERS) {
      refuse(`its references are more than ${MOST_VERSIONS}, or together larger than 64 MiB`)
    }
    return answer
  }

  const follow = async ({ name, ...reference }: Reference, referrer: string | null) => {
    const subject = inContextOf(referrer, reference.subject)
    const place = placeOf(subject, reference.version)
    if (open.has(place)) refuse(`its references lead in a circle at ${place}`)
    const known = versions.get(place)
    const answer = known ?? (await fetchOnce(subject, reference.version))
    if (known === undefined) {
      versions.set(place, answer)
      open.add(place)
      for (const next of answer.references) await follow(next, subject)
      open.delete(place)
    }
    const rival = resolved.get(name)
    if (rival !== undefined && rival !== answer.text) {
      refuse(
        `two of its references are both called ${JSON.stringify(name.slice(0, 255))} and differ; let one version of it be referred to throughout`,
      )
    }
    resolved.set(name, answer.text)
  }

  for (const reference of root.references) await follow(reference, root.subject)
  return [...resolved].map(([name, text]) => ({ name, text }))
}

function placeOf(subject: string, version: number): string {
  return `version ${version} of subject ${JSON.stringify(subject.slice(0, 255))}`
}
