import { Root, type Type } from 'protobufjs'
import descriptorFile from 'protobufjs/google/protobuf/descriptor.json' with { type: 'json' }
import { quoted } from '../member-path.ts'
import type { RegisteredSchema } from '../registry.ts'
import { addDescriptorFile } from './descriptor-file.ts'
import { withFieldNumbers } from './field-numbers.ts'
import { addProtoText, type ProtoFile } from './proto-file.ts'
import { qualifyTypes } from './qualify-types.ts'
import { wellKnownFile } from './well-known-file.ts'

/** What options are declared in. Records hardly ever hold it, so that it is taken as protobufjs has it. */
const DESCRIPTOR = 'google/protobuf/descriptor.proto'

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * The messages that a schema declares in its own file, in their order, with all that they use resolved.
 *
 * @throws Error that names the file and what is wrong with it
 */
export function loadMessages({ text, references }: RegisteredSchema): readonly Type[] {
  const root = new Root()
  const referred = new Map(references.map((reference) => [reference.name, reference.text]))
  const { messages, imports } = addFile(root, 'the schema', text)
  if (messages.length === 0) throw new Error('the schema declares no message')
  const seen = new Set<string>()
  const wanted = imports.map((path) => ({ path, by: 'the schema' }))
  for (const { path, by } of wanted) {
    if (seen.has(path)) continue
    seen.add(path)
    if (!referred.has(path) && path === DESCRIPTOR) {
      root.addJSON(descriptorFile.nested)
      continue
    }
    const found = referred.get(path) ?? wellKnownFile(path)
    if (found === null) {
      throw new Error(
        `${by} imports ${quoted(path)}, to which the registry has no reference; register it as one, or put what is imported into the file that imports it (Glue has no references)`,
      )
    }
    const file = addFile(root, quoted(path), found)
    wanted.push(...file.imports.map((next) => ({ path: next, by: quoted(path) })))
  }
  qualifyTypes(root)
  root.resolveAll()
  return messages
}

/** A file is .proto text, or its descriptor in base64 (`format=serialized`; some registries keep nothing else). */
function addFile(root: Root, name: string, text: string): ProtoFile {
  try {
    const descriptor = descriptorIn(text)
    // protobufjs keeps members of this name nowhere.
    if ((descriptor ?? text).includes('__proto__')) {
      throw new Error('the name __proto__ is not supported')
    }
    return withFieldNumbers(() =>
      descriptor === null ? addProtoText(root, text) : addDescriptorFile(root, descriptor),
    )
  } catch (fault) {
    throw new Error(`${name}: ${fault instanceof Error ? fault.message : 'unreadable'}`, {
      cause: fault,
    })
  }
}

/** Bytes of base64, which may be broken into lines of one length as MIME does it; null for what may be .proto text. */
function descriptorIn(text: string): Buffer | null {
  const lines = text.trim().split(/\r?\n/)
  const base64 = lines.join('')
  const full = lines[0]?.length ?? 0
  const last = lines.at(-1)?.length ?? 0
  const even = last <= full && lines.slice(0, -1).every((line) => line.length === full)
  const whole = base64.length % 4 === 0 && (lines.length === 1 || full % 4 === 0)
  return even && whole && BASE64.test(base64) ? Buffer.from(base64, 'base64') : null
}
