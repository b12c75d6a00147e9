import { ConfigError, EventError, RecordError } from '../errors.ts'
import { READY } from './ready.ts'
import type { RecordFormat } from './record-format.ts'

/** The same format, whose messages speak of the key: formats say "value", which nearly all they read is. */
export function saidOfKey({ prepare, peek, decode }: RecordFormat): RecordFormat {
  return {
    prepare(records, remainingMs) {
      const preparing = prepare(records, remainingMs)
      if (preparing === READY) return READY
      return preparing.catch((error: unknown) => {
        throw renamed(error)
      })
    },
    peek: (record) => ofKey(() => peek(record)),
    decode: (record) => ofKey(() => decode(record)),
  }
}

function ofKey<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw renamed(error)
  }
}

function renamed(error: unknown): unknown {
  if (error instanceof ConfigError) return new ConfigError(error.faults.map(inKey), error)
  const isRecord = error instanceof RecordError
  if (!isRecord && !(error instanceof EventError)) return error
  const { code, coordinates, cause } = error
  const Kind = isRecord ? RecordError : EventError
  return new Kind(code, inKey(error.message), { coordinates, cause })
}

function inKey(message: string): string {
  return message
    .replace(/^value\b/, 'key')
    .replace(/\bkeeps (such )?values\b/, 'keeps $1keys')
    .replace('a record without a value', 'a record without a key')
    .replaceAll('SINK_VALUE_FORMAT', 'SINK_KEY_FORMAT')
}
