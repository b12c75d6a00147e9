import type { Config } from '../../config.ts'
import { knowsKeys } from '../../table/change-rules.ts'

/** The privileges that a configuration needs; the others may be lacking. */
export interface Needs {
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly alter: boolean
  readonly temporary: boolean
}

/** @param ledgerMissing the sink has yet to create it */
export function needsOf(config: Config, ledgerMissing: boolean): Needs {
  const { changes, tolerance } = config
  return {
    // The dead-letter table is asked for with CREATE TABLE IF NOT EXISTS, whether it is there or not.
    create: config.autoCreate || ledgerMissing || tolerance === 'all',
    // A claim is corrected where fewer rows are written than records came.
    update: config.ledgerTable !== null,
    // Dead letters that were brought back are deleted.
    delete: knowsKeys(changes) || changes.truncates || tolerance === 'all',
    alter: config.evolution === 'add',
    temporary: config.loading.filter !== null && knowsKeys(changes),
  }
}
