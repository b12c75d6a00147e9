import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { FileCompression, ServerError } from './action.ts'
import { unpackLz4 } from './lz4/unpack-lz4.ts'
import type { Channel } from './wire/channel.ts'

export interface Upload {
  readonly path: string
  readonly compression: FileCompression
  /** Called once the first bytes have arrived. */
  readonly onFirstBytes: () => Promise<void>
}

export type UploadEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'refused'; readonly error: ServerError }
  /** The client went away before the end of its file. */
  | { readonly kind: 'gone' }

/** Writes the file that a client sends for LOAD DATA LOCAL to disk as it comes, unpacked. */
export async function spoolUpload(client: Channel, upload: Upload): Promise<UploadEnd> {
  const source = new UploadSource(client, upload.onFirstBytes)
  // Readable by the server even where it runs as another user.
  const file = createWriteStream(upload.path, { mode: 0o644 })
  try {
    await receive(source.chunks(), upload.compression, file)
    return { kind: source.state === 'gone' ? 'gone' : 'complete' }
  } catch (error) {
    // The protocol has no way to interrupt an upload: the rest must be read before the error is heard.
    await source.drain()
    if (source.state === 'gone') return { kind: 'gone' }
    return { kind: 'refused', error: refusal(error) }
  }
}

async function receive(
  chunks: AsyncIterable<Buffer>,
  compression: FileCompression,
  file: Writable,
): Promise<void> {
  switch (compression) {
    case 'none':
      return pipeline(chunks, file)
    case 'gzip':
      return pipeline(chunks, createGunzip(), file)
    case 'lz4':
      return pipeline(chunks, unpackLz4, file)
    default:
      return compression satisfies never
  }
}

class UploadSource {
  state: 'open' | 'complete' | 'gone' = 'open'
  readonly #client: Channel
  readonly #onFirstBytes: () => Promise<void>

  constructor(client: Channel, onFirstBytes: () => Promise<void>) {
    this.#client = client
    this.#onFirstBytes = onFirstBytes
  }

  async *chunks(): AsyncGenerator<Buffer> {
    let first = true
    for (let chunk = await this.#read(); chunk !== null; chunk = await this.#read()) {
      if (first) await this.#onFirstBytes()
      first = false
      yield chunk
    }
  }

  async drain(): Promise<void> {
    while (this.state === 'open') await this.#read()
  }

  /** Null at the end: an empty packet where the file is whole. */
  async #read(): Promise<Buffer | null> {
    const payload = await this.#client.read()
    if (payload === undefined) this.state = 'gone'
    else if (payload.length === 0) this.state = 'complete'
    else return payload
    return null
  }
}

function refusal(error: unknown): ServerError {
  const reason = error instanceof Error ? error.message : String(error)
  return {
    errno: 1105,
    sqlState: 'HY000',
    message: `LOAD DATA LOCAL: the stream cannot be unpacked or kept (${reason})`,
  }
}
