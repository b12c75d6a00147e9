import type { GetSchemaVersionResponse, GlueClient, GlueClientConfig } from '@aws-sdk/client-glue'
import { ConfigError, RecordError, type SinkError, StoreError } from '../errors.ts'
import type { RegisteredSchema, SchemaRegistry } from '../format/registry.ts'
import { faultName, isClientFault, isDenied, isWithoutRegion } from './aws-fault.ts'

/** The SDK tries again with backoff, but waits for ever by default: a network without a way to Glue would only time out. */
const limits = {
  maxAttempts: 6,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} satisfies GlueClientConfig

/**
 * Makes the registry of AWS Glue, of the function's account and region. The client is loaded when the first schema of it
 * is asked for: a deployment without Glue never needs it.
 */
export function createGlueRegistry(): SchemaRegistry {
  let client: GlueClient | null = null
  return {
    async fetch(id, remainingMs) {
      if (id.registry !== 'glue') return null
      const aws = await import('@aws-sdk/client-glue')
      client ??= new aws.GlueClient(limits)
      const { versionId: SchemaVersionId } = id
      const command = new aws.GetSchemaVersionCommand({ SchemaVersionId })
      const over = new AbortController()
      try {
        const answer = client.send(command, { abortSignal: over.signal })
        return readVersion(await within(remainingMs(), answer))
      } catch (error) {
        if (faultName(error) === 'EntityNotFoundException') return null
        throw error instanceof RecordError ? error : toRegistryError(error)
      } finally {
        over.abort()
      }
    },
  }
}

/** The schema of a version. @throws RecordError where the version is not to be used, or is of an unknown kind */
function readVersion(version: GetSchemaVersionResponse): RegisteredSchema {
  const { Status: status, SchemaDefinition: text, DataFormat: type } = version
  if (status !== 'AVAILABLE') {
    throw new RecordError(
      'ERR_SCHEMA_MISSING',
      `its status is ${status ?? 'not told'}, and AVAILABLE is wanted; a version that is checked still (PENDING) may become so, another must be registered anew`,
    )
  }
  if (type !== 'AVRO' && type !== 'PROTOBUF' && type !== 'JSON') {
    throw new RecordError(
      'ERR_RECORD_SCHEMA',
      `its data format is ${type ?? 'not told'}; AVRO, PROTOBUF and JSON can be read`,
    )
  }
  return { type, text: text ?? '', references: [] }
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** @throws Error of the name `TimeoutError` when the time is over; the SDK's pauses would outlast an abort */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => {
      reject(Object.assign(new Error('no time is left'), { name: 'TimeoutError' }))
    },
    Math.min(ms, LONGEST_TIMER_MS),
  )
  try {
    return await Promise.race([answer, promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Turns an error of Glue into the sink's own, by consequence; the cause is kept. */
function toRegistryError(error: unknown): SinkError {
  const name = faultName(error)
  if (isDenied(error)) {
    return new StoreError(
      'ERR_REGISTRY_DENIED',
      `Reading a schema from the Glue registry: ${name}. Allow the function's role glue:GetSchemaVersion on the resource *.`,
      { transient: false, cause: error },
    )
  }
  if (isWithoutRegion(error)) {
    return new ConfigError(
      ['the Glue registry cannot be read: no region is set; set AWS_REGION'],
      error,
    )
  }
  if (isClientFault(error)) {
    return new StoreError(
      'ERR_REGISTRY_UNREACHABLE',
      `Reading a schema from the Glue registry: it refuses the request (${name}).`,
      { transient: false, cause: error },
    )
  }
  return new StoreError(
    'ERR_REGISTRY_UNREACHABLE',
    `Reading a schema from the Glue registry: no answer in time (${name}). If this lasts, give the function's network a way to it: an interface endpoint for glue or a NAT gateway.`,
    { transient: false, cause: error },
  )
}
