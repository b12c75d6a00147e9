import { RegistryError } from './registry-error.ts'
import type { SchemaStore } from './schema-store.ts'
import { serializeProto } from './serialize-proto.ts'
import { guidOf, type StoredVersion, schemaBody } from './stored-schema.ts'
import { readDraft, validateDraft } from './validate-draft.ts'

/** A request whose path is below the base path, and whose body is read. */
export interface RegistryRequest {
  readonly method: string
  readonly url: URL
  readonly body: string
}

/** What is answered with 200: JSON, save where the schema's text itself was asked for. */
export type RegistryReply = { readonly json: unknown } | { readonly text: string }

/** @throws RegistryError */
export function answerRequest(store: SchemaStore, request: RegistryRequest): RegistryReply {
  const { method, url, body } = request
  const [room = '', ...path] = url.pathname.slice(1).split('/').map(decodeURIComponent)
  const withDeleted = url.searchParams.get('deleted') === 'true'
  const format = url.searchParams.get('format')
  if (room === 'subjects') return answerSubjects(store, { method, path, body, withDeleted, format })
  if (method !== 'GET') throw noMethod()
  if (room === 'schemas') return answerSchemas(store, { path, withDeleted, format })
  if (room === 'config' && path.length === 0) return { json: { compatibilityLevel: 'BACKWARD' } }
  if (room === '' && path.length === 0) return { json: {} }
  throw noPath()
}

interface Asked {
  readonly path: readonly string[]
  readonly withDeleted: boolean
  readonly format: string | null
}

function answerSchemas(store: SchemaStore, { path, withDeleted, format }: Asked): RegistryReply {
  const [by = '', name = '', view, ...rest] = path
  if (by === 'types' && path.length === 1) return { json: ['JSON', 'PROTOBUF', 'AVRO'] }
  if (rest.length > 0 || name === '') throw noPath()
  if (by === 'guids' && view === undefined) return wholeSchema(store, store.byGuid(name), format)
  if (by !== 'ids') throw noPath()
  if (!/^\d+$/.test(name)) throw noPath()
  switch (view) {
    case undefined:
      return wholeSchema(store, store.byId(name), format)
    case 'schema':
      return { text: store.byId(name).draft.schema }
    case 'versions':
      return {
        json: store
          .versionsOf(name, withDeleted)
          .map(({ subject, version }) => ({ subject, version })),
      }
    case 'subjects':
      return { json: store.versionsOf(name, withDeleted).map(({ subject }) => subject) }
    default:
      throw noPath()
  }
}

function wholeSchema(
  store: SchemaStore,
  stored: StoredVersion,
  format: string | null,
): RegistryReply {
  const { subject, version, guid } = stored
  return { json: { subject, version, guid, ...formatted(store, stored, format) } }
}

function answerSubjects(
  store: SchemaStore,
  asked: Asked & { readonly method: string; readonly body: string },
): RegistryReply {
  const { method, path, withDeleted, format } = asked
  const [subject, versions, version, view, ...rest] = path
  if (subject === undefined && method === 'GET') return { json: store.subjects(withDeleted) }
  if (subject === undefined) throw noMethod()
  if (rest.length > 0 || (versions !== undefined && versions !== 'versions')) throw noPath()
  if (versions === undefined) return answerSubject(store, subject, asked)
  if (version === undefined) return answerVersions(store, subject, asked)
  if (method === 'DELETE' && view === undefined) {
    const stored = store.version(subject, version, false)
    store.remove(stored)
    return { json: stored.version }
  }
  if (method !== 'GET') throw noMethod()
  const stored = store.version(subject, version, withDeleted)
  if (view === 'schema') return { text: stored.draft.schema }
  if (view !== undefined) throw noPath()
  const { id, guid } = stored
  return {
    json: { subject, version: stored.version, id, guid, ...formatted(store, stored, format) },
  }
}

/** Looks a schema up in its subject, or deletes the subject. */
function answerSubject(
  store: SchemaStore,
  subject: string,
  { method, body, withDeleted }: Asked & { readonly method: string; readonly body: string },
): RegistryReply {
  if (method === 'DELETE') {
    const removed = store.versions(subject, false)
    for (const stored of removed) store.remove(stored)
    return { json: removed.map(({ version }) => version) }
  }
  if (method !== 'POST') throw noMethod()
  const guid = guidOf(readDraft(parseBody(body)))
  const stored = store.versions(subject, withDeleted).find((one) => one.guid === guid)
  if (stored === undefined) throw new RegistryError(40_403, 'Schema not found')
  const { version, id } = stored
  return { json: { subject, version, id, guid, ...schemaBody(stored) } }
}

function answerVersions(
  store: SchemaStore,
  subject: string,
  { method, body, withDeleted }: Asked & { readonly method: string; readonly body: string },
): RegistryReply {
  if (method === 'GET') {
    return { json: store.versions(subject, withDeleted).map(({ version }) => version) }
  }
  if (method !== 'POST') throw noMethod()
  const draft = readDraft(parseBody(body))
  validateDraft(draft, store)
  return { json: { id: store.register(subject, draft).id } }
}

/** Formats that the registry does not know are passed over, as the real one does. */
function formatted(store: SchemaStore, stored: StoredVersion, format: string | null): object {
  const body = schemaBody(stored)
  if (format !== 'serialized' || stored.draft.schemaType !== 'PROTOBUF') return body
  return { ...body, schema: serializeProto(stored, store) }
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new RegistryError(400, 'Unable to process JSON')
  }
}

function noPath(): RegistryError {
  return new RegistryError(404, 'HTTP 404 Not Found')
}

function noMethod(): RegistryError {
  return new RegistryError(405, 'HTTP 405 Method Not Allowed')
}
