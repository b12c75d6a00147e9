import { nearestName } from '../../../lib/config/nearest-name.ts'
import { type OptionName, optionPlace, options } from '../../../lib/config/options.ts'
import type { Config } from '../../../lib/config.ts'
import { visibleText } from './visible-text.ts'

/** What the records of events ask for. */
export interface AskedNames {
  readonly topics: ReadonlySet<string>
  readonly tables: ReadonlySet<string>
}

/**
 * Says which tables and topics the configuration names and no record asks for, with the nearest name: one that is misspelt
 * would be left out of account. One sentence for each option.
 */
export function strayNames(config: Config, { topics, tables }: AskedNames): readonly string[] {
  if (topics.size === 0) return []
  const { route, mapping, changes, tableOptions, valueFormats, keyFormats } = config
  // A bad record has a table, too, where its topic tells it.
  const ofTopics = route.byField === null ? [...topics] : []
  const asked = {
    tables: [...tables, ...ofTopics.map((topic) => route.tableNames.get(topic) ?? topic)],
    topics: [...topics],
  } as const
  const named = [
    ['tableOptions', 'tables', tableOptions],
    ['columnToField', 'tables', mapping.columnToField],
    ['keyColumns', 'tables', mapping.keyColumns.byTable],
    ['versionColumn', 'tables', changes.version.byTable],
    ['tableNames', 'topics', route.tableNames],
    ['valueFormat', 'topics', valueFormats.byTopic],
    ['keyFormat', 'topics', keyFormats.byTopic],
  ] as const satisfies readonly (readonly [
    OptionName,
    keyof AskedNames,
    ReadonlyMap<string, unknown>,
  ])[]
  return named.flatMap(([option, kind, names]) => {
    const known = new Set<string>(asked[kind])
    const stray = [...names.keys()].filter((name) => name !== '*' && !known.has(name))
    if (stray.length === 0) return []
    const list = stray.map((name) => shown(name, nearestName(name, known))).join(', ')
    return [`${optionPlace(options[option])} names ${kind} that no record here asks for: ${list}.`]
  })
}

function shown(name: string, nearest: string | null): string {
  const text = visibleText(JSON.stringify(name))
  return nearest === null ? text : `${text} (did you mean ${visibleText(JSON.stringify(nearest))}?)`
}
