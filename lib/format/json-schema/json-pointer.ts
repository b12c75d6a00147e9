import type { JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'

const INDEX = /^(?:0|[1-9]\d{0,8})$/

/** What a JSON Pointer (RFC 6901) leads to, the whole for an empty one; undefined where it leads nowhere. */
export function atPointer(start: JsonValue, pointer: string): JsonValue | undefined {
  let node: JsonValue | undefined = start
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(node)) node = INDEX.test(name) ? node[Number(name)] : undefined
    else node = isJsonObject(node) ? ownMember(node, name) : undefined
    if (node === undefined) return undefined
  }
  return node
}
