import { Enum, type Field, type NamespaceBase, Reader, type Root, Type } from 'protobufjs'
import descriptor, {
  type IDescriptorProto,
  type IFieldDescriptorProto,
  type IFileDescriptorProto,
} from 'protobufjs/ext/descriptor.js'
import { META_FIELD, setParams } from './field-params.ts'
import type { ProtoFile } from './proto-file.ts'

const EDITIONS: ReadonlyMap<number, string> = new Map([
  [1000, '2023'],
  [1001, '2024'],
])

/** A file descriptor as protobufjs decodes it; what it does not know of options stays as bytes. */
interface Unknowns {
  readonly $unknowns?: readonly Uint8Array[]
}

/**
 * Adds the messages and enums of a serialized FileDescriptorProto. Its extensions say nothing about records.
 *
 * @throws Error where the bytes are no such descriptor
 */
export function addDescriptorFile(root: Root, bytes: Uint8Array): ProtoFile {
  const reader = Reader.create(bytes)
  reader.discardUnknown = false
  const file = descriptor.FileDescriptorProto.decode(reader) as IFileDescriptorProto
  const scope: NamespaceBase = file.package ? root.define(file.package) : root
  const context = { edition: editionOf(file), features: featuresOf(file), keepCase: true }
  const messages = (file.messageType ?? []).map((message) => {
    const type = Type.fromDescriptor(message, context)
    scope.add(type)
    addParams(type, message)
    return type
  })
  for (const type of file.enumType ?? []) scope.add(Enum.fromDescriptor(type, context))
  return { messages, imports: (file.dependency as readonly string[] | undefined) ?? [] }
}

function editionOf({ syntax, edition }: IFileDescriptorProto): string {
  if (syntax !== 'editions') return syntax === 'proto3' ? 'proto3' : 'proto2'
  const known = EDITIONS.get(edition ?? 0)
  if (known === undefined) throw new Error(`edition ${edition} is not supported`)
  return known
}

/** The file's own features, by the names that .proto texts have for them. */
function featuresOf({ options }: IFileDescriptorProto): Readonly<Record<string, unknown>> {
  const { features = {} } = options
    ? descriptor.FileOptions.toObject(descriptor.FileOptions.fromObject(options), { enums: String })
    : {}
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}

/** protobufjs drops Confluent's option, an extension that it does not know. */
function addParams(type: Type, message: IDescriptorProto): void {
  for (const described of message.field ?? []) {
    const field: Field | undefined = type.fields[described.name ?? '']
    if (field !== undefined) readParams(field, described)
  }
  for (const nested of message.nestedType ?? []) {
    const inner = type.get(nested.name ?? '')
    if (inner instanceof Type) addParams(inner, nested)
  }
}

function readParams(field: Field, { options }: IFieldDescriptorProto): void {
  for (const raw of (options as Unknowns | undefined)?.$unknowns ?? []) {
    const reader = Reader.create(raw)
    if (reader.uint32() >>> 3 === META_FIELD) setParams(field, reader.bytes())
  }
}
