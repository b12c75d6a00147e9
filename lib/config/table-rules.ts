import { type ChangeRules, knowsKeys } from '../table/change-rules.ts'
import { nameFault } from '../table/name-fault.ts'
import type { RouteRules } from '../table/route-rules.ts'
import type { TableKey } from '../table/table-key.ts'
import type { TableOptions } from '../table/table-options.ts'
import { shownName } from './database-name.ts'
import { optionPlace, options } from './options.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** What is configured of tables. */
interface TableRules {
  readonly ledgerTable: string | null
  readonly deadLetterTable: string
  readonly route: RouteRules
  readonly changes: ChangeRules
  readonly tableKeys: readonly TableKey[]
  readonly tableOptions: ReadonlyMap<string, TableOptions>
}

/** Reports what only shows when the options are seen together: tables of the sink's own that others name, keys that cannot be. */
export function reportTables(rules: TableRules, settings: Settings, report: Report): void {
  const { ledgerTable, deadLetterTable, route, tableOptions, tableKeys } = rules
  const reportReserved = (place: string, what: string, table: string) => {
    if (table !== ledgerTable && table !== deadLetterTable) return
    report(`${place}: ${what} is the table of the ledger or of the dead letters; choose another`)
  }
  for (const [topic, table] of route.tableNames) {
    reportReserved(optionPlace(options.tableNames), `the table of topic ${shownName(topic)}`, table)
  }
  for (const [value, table] of route.byField?.tables ?? []) {
    reportReserved(optionPlace(options.routes), `the table of value ${shownName(value)}`, table)
  }
  for (const table of tableOptions.keys()) {
    reportReserved(optionPlace(options.tableOptions), shownName(table), table)
  }
  if (deadLetterTable === ledgerTable) {
    report(`${optionPlace(options.deadLetterTable)}: is the ledger; choose another name`)
  }
  reportName(settings.get('ledgerTable')?.place, ledgerTable ?? '', report)
  reportName(settings.get('deadLetterTable')?.place, deadLetterTable, report)
  const keysPlace = optionPlace(options.tableKeys)
  reportKeyNames(tableKeys, keysPlace, report)
  reportTableOptions(rules, report)
}

function reportTableOptions(
  { tableOptions, tableKeys, changes }: TableRules,
  report: Report,
): void {
  for (const [table, { keys, storage, reference }] of tableOptions) {
    const place = `${optionPlace(options.tableOptions)}: table ${shownName(table)}`
    const types = (keys ?? tableKeys).map(({ type }) => type)
    if (keys !== null) reportKeyNames(keys, place, report)
    // With upsert or deletes a table without unique key gets a primary key from the record's key.
    const getsPrimary = knowsKeys(changes) && !types.includes('UNIQUE')
    if (reference && !types.includes('PRIMARY') && !getsPrimary) {
      report(`${place}: a reference table needs a primary key; give it "keys": "PRIMARY=…"`)
    }
    const cutting = types.filter((type) => type === 'SHARD' || type === 'COLUMNSTORE')
    if (reference && cutting.length > 0) {
      report(
        `${place}: a reference table has no ${cutting.join(' and no ')} key, for every node keeps it whole; ${keys === null ? `give it "keys" of its own, without` : 'leave it out of "keys"'}`,
      )
    } else if (storage === 'rowstore' && types.includes('COLUMNSTORE')) {
      report(
        `${place}: a rowstore has no sort key; give it "keys" without COLUMNSTORE, or leave rowstore out`,
      )
    }
  }
}

function reportKeyNames(keys: readonly TableKey[], place: string, report: Report): void {
  for (const { name, columns } of keys) {
    for (const of of name === null ? columns : [...columns, name]) reportName(place, of, report)
  }
}

/** What the server would refuse at the first event is told at the start. */
function reportName(place: string | undefined, name: string, report: Report): void {
  const fault = place === undefined ? null : nameFault(name)
  if (fault !== null) report(`${place}: the name ${shownName(name)} ${fault}`)
}
