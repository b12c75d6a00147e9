import { notEmulated, Refusal } from './refusal.ts'

/** What makes MariaDB as strict about values as SingleStore's data_conversion_compatibility_level 8.0. */
const STRICT = ['STRICT_ALL_TABLES', 'NO_ZERO_DATE', 'NO_ZERO_IN_DATE', 'NO_ENGINE_SUBSTITUTION']

/** Modes of SingleStore that do not change how a statement is read. */
const HARMLESS = ['NO_AUTO_CREATE_USER', 'ONLY_FULL_GROUP_BY', 'STRICT_ALL_TABLES']
const READING = ['ANSI', 'ANSI_QUOTES', 'PIPES_AS_CONCAT', 'NO_BACKSLASH_ESCAPES', 'IGNORE_SPACE']

/** MariaDB's sql_mode for the one the client asks for. Throws a Refusal for modes that are not emulated. */
export function sessionSqlMode(requested: string): string {
  const modes = requested
    .toUpperCase()
    .split(',')
    .map((mode) => mode.trim())
    .filter((mode) => mode !== '')
  for (const mode of modes) {
    if (READING.includes(mode)) throw notEmulated(`sql_mode ${mode}`)
    if (!HARMLESS.includes(mode)) {
      throw new Refusal(1231, '42000', `Variable 'sql_mode' can't be set to the value of '${mode}'`)
    }
  }
  return [...new Set([...STRICT, ...modes])].join(',')
}

/** Makes a connection to MariaDB behave as one to SingleStore. */
export const SESSION_SETUP: readonly string[] = [
  'SET NAMES utf8mb4 COLLATE utf8mb4_general_ci',
  `SET SESSION sql_mode = '${sessionSqlMode('STRICT_ALL_TABLES')}'`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET SESSION innodb_lock_wait_timeout = 2, SESSION lock_wait_timeout = 2',
  // Wide tables of LONGTEXT columns are fine in a columnstore.
  'SET SESSION innodb_strict_mode = OFF',
  // SingleStore promises that generated values differ, not that they are consecutive.
  'SET SESSION auto_increment_increment = 3',
]
