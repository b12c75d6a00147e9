import type { IncomingHttpHeaders } from 'node:http'
import type { SchemaVersion } from './schema-version.ts'

/** What Glue says to one request. */
export interface GlueAnswer {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
  /** What was asked for; null where that cannot be told. */
  readonly versionId: string | null
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Answers a request by the rules of Glue's API: the operation, the signature, the shape of the id, then the version. */
export function answerGlue(
  headers: IncomingHttpHeaders,
  body: string,
  versions: ReadonlyMap<string, SchemaVersion>,
): GlueAnswer {
  if (headers['x-amz-target'] !== 'AWSGlue.GetSchemaVersion') {
    return refusal('UnknownOperationException', 'Only GetSchemaVersion is known here.')
  }
  if (headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') !== true) {
    return refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')
  }
  const versionId = versionIdOf(body)
  if (versionId === null || !UUID.test(versionId)) {
    return refusal('InvalidInputException', 'SchemaVersionId must be a UUID.')
  }
  const version = versions.get(versionId)
  if (version === undefined) {
    return { ...refusal('EntityNotFoundException', 'Schema version is not found.'), versionId }
  }
  const { definition, dataFormat, status = 'AVAILABLE' } = version
  return {
    status: 200,
    versionId,
    json: {
      SchemaVersionId: versionId,
      SchemaDefinition: definition,
      DataFormat: dataFormat,
      Status: status,
      SchemaArn: 'arn:aws:glue:eu-central-1:123456789012:schema/registry/schema',
      VersionNumber: 1,
      CreatedTime: '2026-01-01T00:00:00.000Z',
    },
  }
}

/** @param status 400 unless told, as most of Glue's errors have it */
export function refusal(name: string, message: string, status = 400): GlueAnswer {
  return { status, versionId: null, json: { __type: name, Message: message } }
}

function versionIdOf(body: string): string | null {
  let request: unknown
  try {
    request = JSON.parse(body)
  } catch {
    return null
  }
  if (typeof request !== 'object' || request === null) return null
  const { SchemaVersionId: id } = request as { readonly SchemaVersionId?: unknown }
  return typeof id === 'string' ? id : null
}
