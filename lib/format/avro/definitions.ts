import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { propOf } from './connect-metadata.ts'
import { fullName, namespaceOf } from './full-name.ts'

/** Where a named type is defined. */
export interface Definition {
  readonly node: JsonObject
  /** What encloses it; empty for none. */
  readonly namespace: string
}

/** The named types that schemas define, the first of each name: Java resolves names when the whole schema is read. */
export class Definitions {
  readonly #byName = new Map<string, Definition>()

  find(name: string): Definition | undefined {
    return this.#byName.get(name)
  }

  learn(node: JsonValue | undefined, namespace: string): void {
    if (Array.isArray(node)) for (const branch of node) this.learn(branch, namespace)
    if (!isJsonObject(node)) return
    const type = propOf(node, 'type')
    switch (type) {
      case 'record':
      case 'error':
      case 'enum':
      case 'fixed':
        this.#define(node, namespace)
        break
      case 'array':
        this.learn(propOf(node, 'items'), namespace)
        break
      case 'map':
        this.learn(propOf(node, 'values'), namespace)
        break
      default:
        this.learn(type, namespace)
    }
  }

  #define(node: JsonObject, namespace: string): void {
    const defined = definedName(node, namespace)
    if (defined === null) return
    if (!this.#byName.has(defined)) this.#byName.set(defined, { node, namespace })
    const fields = propOf(node, 'fields')
    if (!Array.isArray(fields)) return
    for (const field of fields) {
      if (isJsonObject(field)) this.learn(propOf(field, 'type'), namespaceOf(defined))
    }
  }
}

/**
 * The full name that a definition gives its type; null where it gives none.
 *
 * @param enclosing the namespace around it
 */
export function definedName(node: JsonObject, enclosing: string): string | null {
  const name = propOf(node, 'name')
  if (typeof name !== 'string' || name === '') return null
  const namespace = propOf(node, 'namespace')
  return fullName(name, typeof namespace === 'string' ? namespace : enclosing)
}
