import { unquoteName } from '../table/quoted-name.ts'
import { readDatabaseName } from './database-name.ts'
import { readPairs } from './name-pairs.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** Kafka's own limit on the name of a topic, in characters. */
export const longestTopic = 249

/** Which table takes which topic, from `SINK_TABLE_NAMES` or else from the properties `singlestore.tableName.TOPIC`. */
export function readTableNames(settings: Settings, report: Report): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { left, right, place } of readPairs('tableNames', 'topic=table', settings, report)) {
    const topic = unquoteName(left)
    if (topic === null || topic === '' || topic.length > longestTopic) {
      report(
        `${place}: the topic is empty, wrongly quoted or longer than ${longestTopic} characters`,
      )
      continue
    }
    const table = readDatabaseName(right, `table of topic "${topic}"`, place, report)
    if (table === null) continue
    if (names.has(topic)) report(`${place}: names topic "${topic}" twice; keep one`)
    else names.set(topic, table)
  }
  return names
}
