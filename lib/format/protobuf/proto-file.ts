import { type IParserResult, type NamespaceBase, parse, type Root, type Type } from 'protobufjs'
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
  const { package: name, imports = [], weakImports = [] } = parsed(root, text)
  const scope: NamespaceBase = name ? root.define(name) : root
  return { messages: messagesIn(scope), imports: [...imports, ...weakImports] }
}

/** protobufjs reads less than protoc. */
function parsed(root: Root, text: string): IParserResult {
  try {
    return parse(text, root, { keepCase: true })
  } catch (fault) {
    const what = fault instanceof Error ? fault.message : 'unreadable'
    throw new Error(
      `${what}; where protoc reads it, register it without what is not read: <…> in options, options of a group, a group in a oneof, a semicolon that ends nothing`,
      { cause: fault },
    )
  }
}
