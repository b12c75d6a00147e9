import type { FormatName } from '../format/format-name.ts'

/** Every format; the compiler asks for a row when one is added. */
const formats: Readonly<Record<FormatName, true>> = {
  auto: true,
  'connect-json': true,
  json: true,
  avro: true,
  protobuf: true,
  'json-schema': true,
  string: true,
  bytes: true,
  'lambda-json': true,
}

/** As messages and documentation list them. */
export const formatList = Object.keys(formats).join(', ')

export function isFormatName(word: string): word is FormatName {
  return Object.hasOwn(formats, word)
}
