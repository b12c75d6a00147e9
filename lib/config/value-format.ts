import type { ValueFormat } from '../format/format.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** Every format; the compiler asks for a row when one is added. */
const formats: Readonly<Record<ValueFormat, true>> = {
  auto: true,
  'connect-json': true,
  json: true,
  string: true,
  bytes: true,
}

const planned: readonly string[] = ['avro', 'protobuf', 'json-schema']

/** Converters of Kafka Connect that say the same as a format. */
const converters: ReadonlyMap<string, (schemas: boolean) => ValueFormat> = new Map<
  string,
  (schemas: boolean) => ValueFormat
>([
  ['org.apache.kafka.connect.json.JsonConverter', (schemas) => (schemas ? 'connect-json' : 'json')],
  ['org.apache.kafka.connect.storage.StringConverter', () => 'string'],
  ['org.apache.kafka.connect.converters.ByteArrayConverter', () => 'bytes'],
])

/** The format that `SINK_VALUE_FORMAT` names, else the one that the connector's `value.converter` means, else `auto`. */
export function readValueFormat(settings: Settings, report: Report): ValueFormat {
  const setting = settings.get('valueFormat')
  if (setting === null) return readConverter(settings, report)
  const word = setting.text.toLowerCase()
  if (isValueFormat(word)) return word
  const reason = planned.includes(word) ? 'this format is not supported yet; ' : ''
  report(`${setting.place}: ${reason}wants one of ${Object.keys(formats).join(', ')}`)
  return 'auto'
}

function isValueFormat(word: string): word is ValueFormat {
  return Object.hasOwn(formats, word)
}

function readConverter(settings: Settings, report: Report): ValueFormat {
  const converter = settings.property('value.converter')
  if (converter === null) return 'auto'
  const format = converters.get(converter)
  if (format === undefined) {
    report(
      `value.converter: this converter is not supported yet; wants one of ${[...converters.keys()].join(', ')}, or set SINK_VALUE_FORMAT and leave it out`,
    )
    return 'auto'
  }
  const schemas = settings.property('value.converter.schemas.enable')?.toLowerCase() ?? 'true'
  if (schemas !== 'true' && schemas !== 'false') {
    report('value.converter.schemas.enable: wants true or false')
  }
  return format(schemas === 'true')
}
