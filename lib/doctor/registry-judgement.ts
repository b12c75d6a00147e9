import { type Finding, failed, passed, warned } from './finding.ts'
import type { ToldError } from './told-error.ts'

/** As a Confluent registry names them. */
export type SchemaType = 'AVRO' | 'PROTOBUF' | 'JSON'

/** What one server said of the schemas that it knows, or why it said nothing. */
export interface RegistryAnswer {
  readonly host: string
  readonly types: readonly SchemaType[]
  readonly fault: ToldError | null
}

const MEND = 'Correct SINK_REGISTRY_URL and its login, or let the network of the function reach it.'

/** @param wanted the types of the formats that the configuration names */
export function judgeRegistry(
  answers: readonly RegistryAnswer[],
  wanted: readonly SchemaType[],
): Finding {
  const judged = answers.map((answer) => judgeAnswer(answer, wanted))
  const wrong = judged.filter(({ mend }) => mend !== null)
  const found = (answers.length === 1 ? judged : judged.map(ofHost))
    .map(({ found }) => found)
    .join(' ')
  if (wrong.length === 0) return passed(found, null)
  const mend = [...new Set(wrong.map(({ mend }) => mend))].join(' ')
  // The sink goes on to the next server where one does not answer, not where one lacks what it should know.
  if (wrong.length === answers.length || wrong.some(({ answered }) => answered))
    return failed(found, mend)
  return warned(found, mend, null)
}

interface Judged {
  readonly host: string
  readonly found: string
  readonly mend: string | null
  readonly answered: boolean
}

function judgeAnswer(
  { host, types, fault }: RegistryAnswer,
  wanted: readonly SchemaType[],
): Judged {
  if (fault !== null) return { host, found: fault.found, mend: fault.mend ?? MEND, answered: false }
  const lacking = wanted.filter((type) => !types.includes(type))
  if (types.length === 0) {
    const found = 'It answers, and knows no types of schemas.'
    const mend = 'Check the path in SINK_REGISTRY_URL: it is to be that of the registry itself.'
    return { host, found, mend, answered: true }
  }
  if (lacking.length === 0) {
    return { host, found: `It answers, and knows ${types.join(', ')}.`, mend: null, answered: true }
  }
  const found = `It answers, and knows ${types.join(', ')}, not ${lacking.join(', ')}.`
  const mend = `Name a registry in SINK_REGISTRY_URL that serves ${lacking.join(', ')}, or correct SINK_VALUE_FORMAT and SINK_KEY_FORMAT.`
  return { host, found, mend, answered: true }
}

function ofHost(judged: Judged): Judged {
  return { ...judged, found: `${judged.host}: ${judged.found}` }
}
