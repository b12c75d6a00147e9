import { type NamespaceBase, parse, type Root, type Type } from 'protobufjs'
import { messagesIn } from './messages-in.ts'

/** What a file of Protobuf gives to those who load it. */
export interface ProtoFile {
  /** Its messages in the order of their declaration, without those inside of others. */
  readonly messages: readonly Type[]
  /** The paths of the files that it imports. */
  readonly imports: readonly string[]
}

/**
 * Adds what a .proto text declares, names as they are written.
 *
 * @throws Error with the line of what cannot be read
 */
export function addProtoText(root: Root, text: string): ProtoFile {
  const { package: name, imports = [], weakImports = [] } = parse(text, root, { keepCase: true })
  const scope: NamespaceBase = name ? root.define(name) : root
  return { messages: messagesIn(scope), imports: [...imports, ...weakImports] }
}
