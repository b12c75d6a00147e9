import { RecordError } from '../errors.ts'
import { parseJson } from '../format/json/exact-json.ts'
import { isJsonObject, ownMember } from '../format/json/json-object.ts'
import type { JsonValue } from '../schema.ts'
import type { ExchangeFault, HttpAnswer } from './http-exchange.ts'
import { retryAfterMs } from './retry-after.ts'
import { codeOf, tlsMend } from './tls-fault.ts'

/** Why one server of the list gave nothing to work with. */
export interface ServerFault {
  /** What it does instead; follows the server's name. */
  readonly what: string
  readonly transient: boolean
  /** How long it asks to be left alone. */
  readonly waitMs: number | null
  readonly cause?: unknown
}

/** What one request to one server came to; `unknown-path` is a 404 that names none of a registry's reasons. */
export type Outcome =
  | { readonly kind: 'found'; readonly body: JsonValue }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'denied'; readonly status: number }
  | { readonly kind: 'failed'; readonly fault: ServerFault }

/**
 * Reads an answer. The errors' codes are Confluent's: 40401 subject, 40402 version, 40403 schema not found, 40404 to 40407
 * deleted; a proxy's error needs no body that is JSON.
 * @throws RecordError `ERR_RECORD_SCHEMA` where the answer is larger than any schema
 */
export function readOutcome(answer: HttpAnswer, nowMs: number): Outcome {
  const { status, headers } = answer
  const failed = (what: string, transient: boolean): Outcome => {
    const waitMs = transient ? retryAfterMs(headers, nowMs) : null
    return { kind: 'failed', fault: { what, transient, waitMs } }
  }
  if (status === 401 || status === 403) return { kind: 'denied', status }
  if (status >= 300 && status < 400) {
    return failed(
      `redirects${redirectTarget(headers.location)}, which is not followed: set SINK_REGISTRY_URL to the registry itself`,
      false,
    )
  }
  if (status === 200 && answer.tooLong) {
    throw new RecordError(
      'ERR_RECORD_SCHEMA',
      'the schema, as its registry sends it, is larger than 16 MiB, the most that is read',
    )
  }
  const body = readJson(answer.text)
  if (status === 200) {
    if (body === undefined) return failed('answers 200 with what is no JSON', true)
    return { kind: 'found', body }
  }
  const code = errorCode(body)
  if (status === 404) {
    const missing = code !== null && code >= 40_401 && code <= 40_407
    return { kind: missing ? 'missing' : 'unknown-path' }
  }
  const what = `answers ${status}${code === null || code === status ? '' : ` (error code ${code})`}`
  return failed(what, status === 408 || status === 429 || status >= 500)
}

/** What it means that no answer came. */
export function readExchangeFault(error: ExchangeFault): ServerFault {
  const mend = tlsMend(error.cause)
  const what = mend ?? `gives no answer (${codeOf(error.cause) || error.message})`
  return { what, transient: mend === null, waitMs: null, cause: error.cause }
}

function readJson(text: string | null): JsonValue | undefined {
  if (text === null) return undefined
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof RecordError) return undefined
    throw error
  }
}

function errorCode(body: JsonValue | undefined): number | null {
  const code = isJsonObject(body) ? ownMember(body, 'error_code') : undefined
  return typeof code === 'number' ? code : null
}

/** The origin alone: a path or a query may hold what is nobody's business. */
function redirectTarget(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) return ''
  return ` to ${new URL(location).origin}`
}
