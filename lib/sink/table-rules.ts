import type { Config } from '../config.ts'
import type { TableRules } from '../singlestore/catalog.ts'
import { knowsKeys } from '../table/change-rules.ts'

/** How tables are made and followed under a configuration. */
export function tableRulesOf(config: Config): TableRules {
  const { tableKeys, tableOptions, autoCreate, evolution, mapping } = config
  return {
    ...{ tableKeys, tableOptions, autoCreate, evolution, mapping },
    keyed: knowsKeys(config.changes),
    encoding: {
      profile: config.typeProfile,
      outOfRange: config.outOfRange,
      replaces: config.changes.upsert,
    },
    reserved: new Set([config.ledgerTable ?? '', config.deadLetterTable]),
  }
}
