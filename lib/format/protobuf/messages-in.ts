import { type NamespaceBase, Type } from 'protobufjs'

/** The messages that a package or a message declares, in their order; the entries of maps are none. */
export function messagesIn({ nestedArray }: NamespaceBase): readonly Type[] {
  return nestedArray.filter((nested) => nested instanceof Type)
}
