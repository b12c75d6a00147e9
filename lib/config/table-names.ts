import { splitQuoted, unquoteName } from '../table/table-key.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** Kafka's own limit on the name of a topic, in characters. */
export const longestTopic = 249

interface TableName {
  readonly topic: string
  readonly table: string
  readonly place: string
}

/** Which table takes which topic, from `SINK_TABLE_NAMES` or else from the properties `singlestore.tableName.TOPIC`. */
export function readTableNames(settings: Settings, report: Report): ReadonlyMap<string, string> {
  const list = settings.get('tableNames')
  const pairs =
    list === null
      ? settings
          .members('tableNames')
          .map(({ member, text, place }) => ({ topic: member, table: text, place }))
      : splitPairs(list.text, list.place, report)
  const names = new Map<string, string>()
  for (const { topic, table, place } of pairs) {
    const topicName = unquoteName(topic)
    const tableName = unquoteName(table)
    if (topicName === null || topicName === '' || topicName.length > longestTopic) {
      report(
        `${place}: the topic is empty, wrongly quoted or longer than ${longestTopic} characters`,
      )
    } else if (tableName === null || tableName === '') {
      report(`${place}: the table of topic "${topicName}" is empty or wrongly quoted`)
    } else if (names.has(topicName)) {
      report(`${place}: names topic "${topicName}" twice; keep one`)
    } else {
      names.set(topicName, tableName)
    }
  }
  return names
}

/** Cuts `orders=cust_orders; songs=tracks` into its pairs. */
function splitPairs(text: string, place: string, report: Report): readonly TableName[] {
  const pieces = splitQuoted(text, ';')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed`)
    return []
  }
  return pieces.flatMap((piece, index) => {
    if (piece === '') return []
    const [topic, ...rest] = splitQuoted(piece, '=') ?? []
    if (topic !== undefined && rest.length === 1) return [{ topic, table: rest.join(''), place }]
    report(`${place}: pair ${index + 1} wants topic=table`)
    return []
  })
}
