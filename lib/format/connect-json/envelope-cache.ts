import { CACHE_LIMITS } from './cache-limits.ts'
import type { KnownSchema } from './schema-cache.ts'

/** The beginning of an envelope, up to the colon after `"payload"`, which is the same record after record. */
export interface KnownEnvelope {
  /** All base64 characters that depend on the beginning alone. */
  readonly prefix: string
  /** Offset of the first base64 group that is not the beginning's alone. */
  readonly tailAt: number
  /** The beginning's last characters, 0 to 2, which that group holds. */
  readonly rest: string
  readonly known: KnownSchema
}

interface EnvelopeCache {
  /** The envelope that this record's base64 begins with. */
  find(base64: string): KnownEnvelope | null
  /** @param beginning the envelope's text up to the payload */
  remember(beginning: string, known: KnownSchema): void
}

/** Remembers envelopes, the last one found first; forgets all when full. */
export function createEnvelopeCache(limits = CACHE_LIMITS): EnvelopeCache {
  const envelopes: KnownEnvelope[] = []
  let characters = 0

  return {
    find(base64) {
      const first = envelopes[0]
      if (first !== undefined && beginsWith(base64, first.prefix)) return first
      for (let at = 1; at < envelopes.length; at += 1) {
        const envelope = envelopes[at]
        if (envelope !== undefined && beginsWith(base64, envelope.prefix)) {
          envelopes.splice(at, 1)
          envelopes.unshift(envelope)
          return envelope
        }
      }
      return null
    },

    remember(beginning, known) {
      const envelope = knownEnvelope(beginning, known)
      if (envelopes.some(({ prefix }) => prefix === envelope.prefix)) return
      characters += envelope.prefix.length
      if (envelopes.length >= limits.entries || characters > limits.characters) {
        envelopes.length = 0
        characters = envelope.prefix.length
      }
      envelopes.unshift(envelope)
    },
  }
}

function knownEnvelope(beginning: string, known: KnownSchema): KnownEnvelope {
  const bytes = Buffer.from(beginning)
  const wholeGroups = Math.floor(bytes.length / 3)
  return {
    prefix: bytes.toString('base64').slice(0, Math.floor((bytes.length * 8) / 6)),
    tailAt: wholeGroups * 4,
    rest: bytes.toString('latin1', wholeGroups * 3),
    known,
  }
}

/** Not `startsWith`, which compares character by character: ten times slower on a thousand of them. */
function beginsWith(base64: string, prefix: string): boolean {
  return base64.slice(0, prefix.length) === prefix
}
