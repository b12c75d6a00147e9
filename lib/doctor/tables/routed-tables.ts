import { routeTopic } from '../../table/route.ts'
import type { RouteRules } from '../../table/route-rules.ts'

/** The tables that records of these topics may go to, each once. */
export function routedTables(
  { tableNames, byField }: RouteRules,
  topics: readonly string[],
): readonly string[] {
  const tables =
    byField === null
      ? [...topics.map((topic) => routeTopic(topic, tableNames)), ...tableNames.values()]
      : [...byField.tables.values()]
  return [...new Set(tables)]
}
