import { quoted } from '../member-path.ts'

const PLAIN = /^[\w$.-]{1,128}$/

/**
 * The full name of a type that a schema defines.
 *
 * @param namespace what the definition itself says, or else what encloses it; empty for none
 */
export function fullName(name: string, namespace: string): string {
  if (name.includes('.')) return name.startsWith('.') ? name.slice(1) : name
  return namespace === '' ? name : `${namespace}.${name}`
}

/** What types defined inside this one, and references inside it, are qualified with. */
export function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** Where the members of a named type stand, for messages: paths begin anew at each record. */
export function pathOf(name: string): string {
  return PLAIN.test(name) ? name : quoted(name)
}
