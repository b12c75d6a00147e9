import { connectionSource } from '../config/connection-source.ts'
import type { Config } from '../config.ts'
import { createRecordFormat } from '../format/create-record-format.ts'
import { createRowFormat } from '../format/create-row-format.ts'
import type { FilterReason } from '../format/row-format.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { Span } from '../kafka/span.ts'
import { Catalog } from '../singlestore/catalog.ts'
import { DeadLetters } from '../singlestore/dead-letter/dead-letters.ts'
import { Ledger } from '../singlestore/ledger/ledger.ts'
import { Sessions } from '../singlestore/session/sessions.ts'
import type { Transformer } from '../transform/transformer.ts'
import { filterWarning } from './filter-warning.ts'
import { keyFormatOf } from './key-format-of.ts'
import { lateWarning } from './late-warning.ts'
import { ledgerOffWarning } from './ledger-off-warning.ts'
import { registriesOf } from './registries-of.ts'
import type { SinkDoors } from './sink-doors.ts'
import type { SinkParts } from './sink-parts.ts'
import { tableRulesOf } from './table-rules.ts'

/**
 * Puts the parts of one configuration together; nothing is connected before the first event.
 * @param transform the user's, where there is one
 */
export function assemble(
  config: Config,
  doors: SinkDoors,
  transform: Transformer | null = null,
): SinkParts {
  const { now, random, sleep, info, warn } = doors
  const sessions = new Sessions(connectionSource(config, doors.secret, warn), { now, random })
  const { ledgerTable, sinkName, mapping, changes } = config
  const registries = registriesOf(config, doors)
  const rules = tableRulesOf(config)
  if (ledgerTable === null) warn(ledgerOffWarning(config))
  return {
    sessions,
    catalog: new Catalog(sessions, {
      ...rules,
      ...{ now, warn },
      onColumnsAdded: (table, columns) => info(columnsAdded(table, columns)),
    }),
    ledger: ledgerTable === null ? null : new Ledger(ledgerTable, sinkName ?? '', now),
    deadLetters: new DeadLetters(config.deadLetterTable, sinkName ?? ''),
    tolerance: config.tolerance,
    format: createRowFormat(createRecordFormat(config.valueFormats, 'value', registries)),
    keyFormat: keyFormatOf(config, registries, transform !== null),
    route: config.route,
    ...{ mapping, changes },
    loading: config.loading,
    transform,
    retry: { maxRetries: config.maxRetries, retryBackoffMs: config.retryBackoffMs, random },
    sleep,
    onFiltered: once(
      (reason) => reason,
      (reason: FilterReason) => warn(filterWarning(reason)),
    ),
    onLate: once(formatTopicPartition, (span: Span) => warn(lateWarning(span))),
  }
}

function columnsAdded(table: string, columns: readonly string[]): string {
  const names = columns.map((name) => JSON.stringify(name)).join(', ')
  return `Table "${table}" has new columns: ${names}.`
}

function once<T>(nameOf: (of: T) => string, tell: (of: T) => void): (of: T) => void {
  const told = new Set<string>()
  return (of) => {
    const name = nameOf(of)
    if (told.has(name)) return
    told.add(name)
    tell(of)
  }
}
