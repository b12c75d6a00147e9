/**
 * Errors whose messages quote names, statements or settings, and never a value of a row: access, unknown and double
 * names, syntax, keys, variables, features. Of any other error a quoted text may be a record's contents.
 */
const QUOTES_NO_VALUES: ReadonlySet<number> = new Set([
  1044, 1045, 1046, 1049, 1050, 1051, 1054, 1059, 1060, 1061, 1064, 1065, 1067, 1068, 1069, 1070,
  1071, 1072, 1073, 1074, 1075, 1090, 1091, 1094, 1101, 1109, 1113, 1115, 1117, 1118, 1142, 1146,
  1148, 1166, 1170, 1171, 1193, 1205, 1227, 1231, 1238, 1273, 1295, 1305, 1706, 1744, 3948, 4166,
])

const KEY = / for key '([^'`]+)'$/
const COLUMN = / for column [`']([^'`]+)[`'](?: at row \d+)?$/i
/** Behind a quoted value: it ends with a quote, so that no words of its own can end the message with a row. */
const COLUMN_AT_ROW = / for column (?:`[^`]+`\.)*[`']([^'`]+)[`'] at row \d+$/i

type Refusal = readonly [what: string, named?: RegExp]

/** What was refused, and where the message names the key or column: at its end, for the value before it may hold any words. */
const REFUSALS: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [1048, ['a NOT NULL column was given NULL', /(?:^|: )Column '([^'`]+)' cannot be null$/]],
  [1062, ['a duplicate key', KEY]],
  [1263, ['a NOT NULL column was given NULL', /NOT NULL column '([^'`]+)' at row \d+$/]],
  [1264, ['a number or date out of range', COLUMN]],
  [1265, ['a value that would be cut', COLUMN]],
  [1292, ['an invalid date or number', COLUMN_AT_ROW]],
  [1364, ['a column without a default was given no value', /(?:^|: )Field '([^'`]+)' doesn't/]],
  [1366, ['a value of the wrong type', COLUMN_AT_ROW]],
  [1406, ['a value too long', COLUMN]],
  [3140, ['invalid JSON']],
])

/** What the server refused, in our words: a message such as `Duplicate entry 'ann@example.org' for key 'email'` quotes the value. */
export function refusalText(message: string, errno: number): string {
  const [what, named] = REFUSALS.get(errno) ?? ['a value']
  const name = named?.exec(message)?.[1]
  return `error ${errno}: ${what}${name === undefined ? '' : ` (${name})`}`
}

/** The server's message, up to the first quote where a value may stand behind it. */
export function unquotedText(message: string, errno: number): string {
  if (QUOTES_NO_VALUES.has(errno)) return message
  return `error ${errno}: ${message.replace(/['"`][\s\S]*$/, '…')}`
}

/** What a syntax error quotes is the statement. */
const SYNTAX = 1064

/** Whether an error's message may repeat texts that its statement holds. */
export function mayEcho(errno: number): boolean {
  return errno === SYNTAX || !QUOTES_NO_VALUES.has(errno)
}
