import type { FormatName, FormatNames } from '../format/format-name.ts'
import type { Part } from '../format/record-format.ts'
import { splitQuoted, unquoteName } from '../table/quoted-name.ts'
import { converters } from './converters.ts'
import { formatList, isFormatName } from './format-list.ts'
import type { Report } from './report.ts'
import type { Setting, Settings } from './settings.ts'
import { longestTopic } from './table-names.ts'

/**
 * The formats that `SINK_VALUE_FORMAT` or `SINK_KEY_FORMAT` names: `json; orders=avro`, the bare name for the topics that
 * are not named. Else the one that the connector's converter means, else `auto`.
 */
export function readFormats(part: Part, settings: Settings, report: Report): FormatNames {
  const setting = settings.get(part === 'value' ? 'valueFormat' : 'keyFormat')
  if (setting !== null) return parseFormats(setting, report)
  return { byTopic: new Map(), otherwise: readConverter(part, settings, report) }
}

function parseFormats({ text, place }: Setting, report: Report): FormatNames {
  const byTopic = new Map<string, FormatName>()
  let otherwise: FormatName | null = null
  const pieces = splitQuoted(text, ';')
  if (pieces === null) report(`${place}: a back-quote is not closed`)
  for (const piece of pieces ?? []) {
    if (piece === '') continue
    const [first = '', second, ...more] = splitQuoted(piece, '=') ?? []
    const word = (second ?? first).toLowerCase()
    const topic = second === undefined ? null : unquoteName(first)
    if (more.length > 0 || !isFormatName(word)) {
      const entry = topic === null ? '' : `topic "${topic.slice(0, 64)}": `
      report(`${place}: ${entry}wants one of ${formatList}, or topic=format; several by semicolon`)
    } else if (second === undefined) {
      if (otherwise !== null)
        report(`${place}: names the format of all other topics twice; keep one`)
      otherwise = word
    } else if (topic === null || topic === '' || topic.length > longestTopic) {
      report(
        `${place}: the topic is empty, wrongly quoted or longer than ${longestTopic} characters`,
      )
    } else if (byTopic.has(topic)) {
      report(`${place}: names topic "${topic}" twice; keep one`)
    } else {
      byTopic.set(topic, word)
    }
  }
  return { byTopic, otherwise: otherwise ?? 'auto' }
}

/** A converter of keys that is not known counts for nothing as long as nothing reads them. */
function readConverter(part: Part, settings: Settings, report: Report): FormatName {
  const property = `${part}.converter`
  const converter = settings.property(property)
  if (converter === null) return 'auto'
  const format = converters.get(converter)
  if (format === undefined) {
    if (part === 'value') reportConverter(part, report)
    return 'auto'
  }
  const schemas = settings.property(`${property}.schemas.enable`)?.toLowerCase() ?? 'true'
  if (schemas !== 'true' && schemas !== 'false') {
    report(`${property}.schemas.enable: wants true or false`)
  }
  return format(schemas === 'true')
}

/** Reports a converter of keys that is not known, where an option asks for keys. */
export function reportUnknownKeys(settings: Settings, report: Report): void {
  const converter = settings.get('keyFormat') === null ? settings.property('key.converter') : null
  if (converter !== null && !converters.has(converter)) reportConverter('key', report)
}

function reportConverter(part: Part, report: Report): void {
  const option = part === 'value' ? 'SINK_VALUE_FORMAT' : 'SINK_KEY_FORMAT'
  report(
    `${part}.converter: this converter is not known; wants one of ${[...converters.keys()].join(', ')}, or set ${option} and leave it out`,
  )
}
