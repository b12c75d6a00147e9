import { RecordError } from '../../errors.ts'
import type { JsonValue } from '../../schema.ts'
import type { CompileCodec } from '../codec.ts'
import { followed } from '../followed.ts'
import { parseJson } from '../json/exact-json.ts'
import { jsonTextOf } from '../json/json-text.ts'
import { quoted } from '../member-path.ts'
import { ValueBudget } from '../value-budget.ts'
import { convertSchema } from './convert-schema.ts'
import { createDocuments } from './documents.ts'
import { readerOf } from './shape.ts'

/**
 * Reads JSON by a JSON Schema of draft 4 to 2020-12, as Confluent's converter understands it with its defaults: the
 * body is UTF-8 text. Stricter than Connect where Connect changes data silently; it reads, and does not validate.
 *
 * A property without null in its schema may be absent, whatever `required` says, but an explicit null is refused.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export const compileJsonSchema: CompileCodec = ({ text, references }) => {
  const root = parseSchema(text, 'the schema')
  const documents = createDocuments(
    root,
    references.map(({ name, text }) => ({
      name,
      node: parseSchema(text, `the reference ${quoted(name)}`),
    })),
  )
  const budget = new ValueBudget()
  const shape = convertSchema(root, documents, budget)
  const read = followed(readerOf(shape, 'value'))
  return {
    schemaOf: () => shape.schema,
    decode(body) {
      budget.reset()
      return read(parseJson(jsonTextOf(body)))
    },
  }
}

function parseSchema(text: string, what: string): JsonValue {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    throw new RecordError('ERR_RECORD_SCHEMA', `${what} is no JSON text that can be read`, {
      cause: error,
    })
  }
}
