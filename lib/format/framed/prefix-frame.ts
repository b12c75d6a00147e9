import { confluentFrame, type Frame, glueFrame, guidFrame } from './frame.ts'

/** Base64 of the longest prefix, Glue's 18 bytes. */
const HEAD_CHARACTERS = 24
const head = Buffer.allocUnsafeSlow(18)

/** A first byte below 4 gives this first character; no JSON text begins with it. */
const A = 65

/**
 * The frame that bytes begin with: Confluent's `00` and an int32, or `01` and a GUID; Glue's `03`, a compression and the
 * UUID of a schema version. Null where it is none of these; damaged base64 may be taken for one.
 */
export function findPrefix(base64: string): Frame | null {
  if (base64.charCodeAt(0) !== A) return null
  const length = head.write(base64.slice(0, HEAD_CHARACTERS), 'base64')
  if (length < 5) return null
  switch (head[0]) {
    case 0: {
      const id = head.readInt32BE(1)
      return id < 0 ? null : confluentFrame(id, 5)
    }
    case 1:
      return length < 17 ? null : guidFrame(head.toString('hex', 1, 17), 17)
    case 3: {
      const compression = head[1]
      if (length < 18 || (compression !== 0 && compression !== 5)) return null
      return glueFrame(head.toString('hex', 2), 18, compression === 5)
    }
    default:
      return null
  }
}
