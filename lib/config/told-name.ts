import { findForeignProperty, foreignProperties } from './foreign-properties.ts'
import { nearestName } from './nearest-name.ts'
import { propertiesOf } from './option.ts'
import { optionNames, options } from './options.ts'

/** The longest name that messages show whole. */
const SHOWN = 100

/** Words joined by dots, such as `bootstrap.servers`. */
const dottedWords = /^[a-z][a-z_-]*\d*(?:\.[a-z][a-z_-]*\d*)+$/i

/** What keys and tokens are written in, longer than words are. */
const encoded = /[\w+/=-]{33}/

/**
 * Whether messages may name what stands where the name of a property should. A key or a password that is pasted with its
 * line ends leaves its lines there: only what is known, near to it, or plainly a name is told.
 */
export function isToldName(name: string): boolean {
  if (isKnownProperty(name)) return true
  if (name.length > SHOWN || encoded.test(name)) return false
  return dottedWords.test(name) || (/^[\w.-]+$/.test(name) && nearestProperty(name) !== null)
}

/** An option, one of its family, or a property of others that the sink has heard of. */
function isKnownProperty(name: string): boolean {
  return isOptionProperty(name) || findForeignProperty(name) !== null
}

/** Whether an option is given by this property. */
export function isOptionProperty(name: string): boolean {
  if (optionProperties.has(name)) return !name.endsWith('.')
  return families.some((family) => name.startsWith(family))
}

/** The known property that a wrong one was probably meant to be. */
export function nearestProperty(name: string): string | null {
  return nearestName(name, known)
}

/** A name nobody knows may be anything: it must not spoil the message. */
export function shownProperty(name: string): string {
  return /^[\x21-\x7e]{1,100}$/.test(name) ? name : JSON.stringify(name.slice(0, SHOWN))
}

const optionProperties: ReadonlySet<string> = new Set(
  optionNames.flatMap((name) => propertiesOf(options[name])),
)

const families = [...optionProperties].filter((property) => property.endsWith('.'))

const known = [...optionProperties, ...foreignProperties.map(({ property }) => property)]
