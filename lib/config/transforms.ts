import type { Report } from './report.ts'
import { shownProperty } from './told-name.ts'

const notRun = 'single message transforms are not run'
const elsewhere = 'do it in the producer, or in transform.ts, and leave it out'

const unwrapMend =
  "Debezium's change events are unwrapped without; leave it out, set SINK_DELETE_ENABLED=true (delete.enabled) if deletes are to delete, and do in transform.ts what add.fields or route.by.field did"

/** What stands in for the transforms that sinks are configured with most, by the name of the class without its package. */
const mends: ReadonlyMap<string, string> = new Map([
  ['ExtractNewRecordState', unwrapMend],
  ['ExtractNewDocumentState', unwrapMend],
  [
    'InsertField',
    'columns of topic, partition, offset and timestamp are made by SINK_EXTRA_COLUMNS, those of a constant in transform.ts; leave it out',
  ],
  ['RegexRouter', 'name the table of each topic by SINK_TABLE_NAMES, and leave it out'],
  ['ByLogicalTableRouter', 'name the table of each topic by SINK_TABLE_NAMES, and leave it out'],
  [
    'ReplaceField',
    'keep fields by fields.whitelist (SINK_FIELDS_WHITELIST), fill columns of other names by SINK_COLUMN_TO_FIELD, and leave it out',
  ],
  [
    'Flatten',
    'fill columns from inner fields by SINK_COLUMN_TO_FIELD, as address.city, and leave it out',
  ],
  [
    'Filter',
    'a tombstone is no row, and rows are dropped by SINK_FILTER (singlestore.filter) or in transform.ts; leave it out',
  ],
])

/** Whether a property says which single message transforms Kafka Connect is to run. */
export function isOfTransforms(property: string): boolean {
  return /^(?:transforms|predicates)(?:\.|$)/.test(property)
}

/** Reports each single message transform once: its alias, and what stands in for it. */
export function reportTransforms(properties: ReadonlyMap<string, string>, report: Report): void {
  const given = [...properties]
    .filter(([name, value]) => isOfTransforms(name) && value.trim() !== '')
    .map(([name]) => name)
  const aliases = new Set(given.flatMap((name) => /^transforms\.[^.]+/.exec(name)?.[0] ?? []))
  for (const alias of aliases) {
    const type = properties.get(`${alias}.type`)?.trim() ?? ''
    const className = /(?:^|\.)(\w+)(?:\$(?:Key|Value))?$/.exec(type)?.[1] ?? ''
    const mend = mends.get(className)
    // A class that nobody knows is not told: it stands where anything may stand.
    const place = shownProperty(alias) + (mend === undefined ? '' : ` (${className})`)
    report(`${place}: ${notRun}; ${mend ?? elsewhere}`)
  }
  const [first] = given
  if (aliases.size === 0 && first !== undefined) report(`${first}: ${notRun}; ${elsewhere}`)
}
