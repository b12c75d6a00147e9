import { EventError } from '../errors.ts'

/**
 * The bytes of base64 text, or null where it is not exactly what an encoder writes: standard alphabet, padded, no
 * white space, no stray bits. Node's decoder forgives all of these, so what it read is written again and compared.
 */
export function decodeBase64(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : null
}

/** The fault of an event whose record is damaged: nothing in it can be trusted. */
export function notBase64(): EventError {
  return new EventError(
    'ERR_EVENT_INVALID',
    'value is not base64: a padded text in the standard alphabet is wanted, as Lambda writes it',
  )
}
