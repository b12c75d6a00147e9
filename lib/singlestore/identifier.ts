import { StoreError } from '../errors.ts'
import { MAX_NAME_LENGTH, nameFault } from '../table/name-fault.ts'

/**
 * An identifier between back-quotes, inner ones doubled: nothing in it can end the name.
 * @throws StoreError `ERR_IDENTIFIER` for a name the server cannot hold
 */
export function quoteIdentifier(name: string): string {
  const fault = nameFault(name)
  if (fault !== null) {
    throw new StoreError('ERR_IDENTIFIER', `The name ${nameText(name)} ${fault}.`, {
      transient: false,
    })
  }
  return `\`${name.replaceAll('`', '``')}\``
}

const SHOWN_CHARACTERS = 64

/** A name as messages quote it: one that no server can hold is cut, for a field name can be as long as a record. */
export function nameText(name: string): string {
  const isShown = name.length <= MAX_NAME_LENGTH
  return JSON.stringify(isShown ? name : `${name.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\u001a': '\\Z',
  "'": "\\'",
  '\\': '\\\\',
}

/** A string literal; backslash is SingleStore's escape character, so it is escaped too. */
export function quoteString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL and Ctrl-Z are what must be escaped
  return `'${text.replace(/[\0\n\r\u001a'\\]/g, (character) => ESCAPES[character] ?? character)}'`
}
