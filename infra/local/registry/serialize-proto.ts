import protobuf from 'protobufjs'
import descriptor from 'protobufjs/ext/descriptor.js'
import type { SchemaStore } from './schema-store.ts'
import type { StoredVersion } from './stored-schema.ts'

/**
 * The schema as base64 of its FileDescriptorProto, with qualified names of types. A file whose imports are not to be had
 * stays text, as registries without this format leave it.
 */
export function serializeProto(stored: StoredVersion, store: SchemaStore): string {
  const text = stored.draft.schema
  const root = new protobuf.Root()
  try {
    parseWithReferences(root, stored, store, new Set())
    root.resolveAll()
  } catch {
    return text
  }
  const alone = new protobuf.Root()
  const file = protobuf.parse(text, alone)
  const [declared, scope] = [alone, root].map((from) =>
    file.package === undefined ? from : from.lookup(file.package),
  )
  if (!(declared instanceof protobuf.Namespace && scope instanceof protobuf.Namespace)) return text
  const names = new Set(declared.nestedArray.map(({ name }) => name))
  const own = scope.nestedArray.filter(({ name }) => names.has(name))
  const edition = /syntax\s*=\s*["']proto3["']/.test(text) ? 'proto3' : 'proto2'
  const message = descriptor.FileDescriptorProto.create({
    name: 'default',
    ...(file.package === undefined ? {} : { package: file.package }),
    dependency: [...(file.imports ?? []), ...(file.weakImports ?? [])],
    messageType: own
      .filter((one) => one instanceof protobuf.Type)
      .map((type) => qualified(type, type.toDescriptor(edition))),
    enumType: own.filter((one) => one instanceof protobuf.Enum).map((one) => one.toDescriptor()),
    ...(edition === 'proto3' ? { syntax: edition } : {}),
  })
  return Buffer.from(descriptor.FileDescriptorProto.encode(message).finish()).toString('base64')
}

function parseWithReferences(
  root: protobuf.Root,
  { draft }: StoredVersion,
  store: SchemaStore,
  known: Set<string>,
): void {
  const { imports } = protobuf.parse(draft.schema, root, { keepCase: true })
  for (const { name, subject, version } of draft.references ?? []) {
    if (known.has(name)) continue
    known.add(name)
    parseWithReferences(root, store.version(subject, String(version), true), store, known)
  }
  for (const imported of imports ?? []) {
    const wellKnown = protobuf.common.get(imported)
    if (wellKnown?.nested === undefined || known.has(imported)) continue
    known.add(imported)
    root.addJSON(wellKnown.nested)
  }
}

type DescriptorOfType = ReturnType<protobuf.Type['toDescriptor']>

/** The library writes names relative to their place; a registry writes `.package.Type`. */
function qualified(type: protobuf.Type, made: DescriptorOfType): DescriptorOfType {
  const entries = new Map((made.nestedType ?? []).map((nested) => [nested.name, nested]))
  for (const [index, field] of type.fieldsArray.entries()) {
    const own = made.field?.[index]
    const target = field.resolvedType?.fullName
    if (own === undefined) continue
    if (field instanceof protobuf.MapField) {
      const entry = entries.get(own.typeName)
      const value = entry?.field?.find(({ name }) => name === 'value')
      const entryName = `${protobuf.util.ucFirst(protobuf.util.camelCase(field.name))}Entry`
      if (entry !== undefined) entry.name = entryName
      own.typeName = `${type.fullName}.${entryName}`
      if (value !== undefined && target !== undefined) value.typeName = target
    } else if (target !== undefined) {
      own.typeName = target
    }
  }
  for (const nested of type.nestedArray) {
    const own = entries.get(nested.name)
    if (nested instanceof protobuf.Type && own !== undefined) {
      qualified(nested, own as DescriptorOfType)
    }
  }
  return made
}
