import type { Duplex } from 'node:stream'
import { type Frame, FrameSplitter, framesOf, fullFrameBytes } from './frame.ts'

const pauseAtBytes = 1 << 20

/** A payload grew over what the reader allows. */
export class PacketTooLargeError extends Error {}

/**
 * Packets over a socket, both ways. It always listens, so that a peer that goes away is noticed at once;
 * what nobody has read yet waits in memory, up to 1 MiB before the socket is paused.
 */
export class Channel {
  /** The number of the next frame that is sent; a frame that is read sets it to the one after. */
  sequence = 0
  /** Resolves once the socket is closed, whoever closed it. */
  readonly closed: Promise<void>
  readonly #socket: Duplex
  readonly #splitter = new FrameSplitter()
  readonly #frames: Frame[] = []
  #next = 0
  #waitingBytes = 0
  #wake: (() => void) | undefined
  #ended = false

  constructor(socket: Duplex) {
    this.#socket = socket
    socket.on('data', this.#onData)
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      const end = () => {
        this.#ended = true
        this.#wake?.()
        socket.destroy()
        resolve()
      }
      socket.once('end', end)
      socket.once('close', end)
    })
  }

  get isClosed(): boolean {
    return this.#ended
  }

  /** A frame that has already arrived. */
  poll(): Frame | undefined {
    const frame = this.#frames[this.#next]
    if (frame === undefined) return undefined
    this.#next += 1
    this.#waitingBytes -= frame.payload.length
    if (this.#next === this.#frames.length) {
      this.#frames.length = 0
      this.#next = 0
      if (this.#socket.isPaused()) this.#socket.resume()
    }
    this.sequence = (frame.sequence + 1) & 0xff
    return frame
  }

  /** The next frame; undefined once the peer is gone and everything has been read. */
  async readFrame(): Promise<Frame | undefined> {
    while (true) {
      const frame = this.poll()
      if (frame !== undefined || this.#ended) return frame
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** The next whole payload, joined from its frames; throws PacketTooLargeError. */
  async read(limitBytes = Number.POSITIVE_INFINITY): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    let length = 0
    while (true) {
      const frame = await this.readFrame()
      if (frame === undefined) return undefined
      parts.push(frame.payload)
      length += frame.payload.length
      if (length > limitBytes) throw new PacketTooLargeError(`A packet is over ${limitBytes} bytes`)
      if (frame.payload.length < fullFrameBytes)
        return parts.length === 1 ? parts[0] : Buffer.concat(parts)
    }
  }

  /** Sends payloads as frames; waits while the peer is slow, returns at once when it is gone. */
  async write(payloads: readonly Buffer[]): Promise<void> {
    const bytes: Buffer[] = []
    for (const payload of payloads) {
      const frames = framesOf(payload, this.sequence)
      this.sequence = (this.sequence + frames.length / 2) & 0xff
      bytes.push(...frames)
    }
    if (this.#ended || this.#socket.write(Buffer.concat(bytes))) return
    await Promise.race([
      this.closed,
      new Promise<void>((resolve) => {
        this.#socket.once('drain', resolve)
      }),
    ])
  }

  /** A command always begins at sequence 0. */
  async command(payload: Buffer): Promise<void> {
    this.sequence = 0
    await this.write([payload])
  }

  /** Stops listening and gives the socket up; bytes that are no frame yet are put back. */
  release(): Duplex {
    this.#socket.off('data', this.#onData)
    this.#socket.pause()
    const { rest } = this.#splitter
    if (rest.length > 0) this.#socket.unshift(rest)
    return this.#socket
  }

  /** Closes once what was written has left. */
  end(): void {
    this.#socket.end()
  }

  /** Closes at once; what has arrived and was not read is forgotten. */
  destroy(): void {
    this.#ended = true
    this.#frames.length = 0
    this.#next = 0
    this.#socket.destroy()
    this.#wake?.()
  }

  readonly #onData = (chunk: Buffer): void => {
    for (const frame of this.#splitter.push(chunk)) {
      this.#frames.push(frame)
      this.#waitingBytes += frame.payload.length
    }
    if (this.#waitingBytes > pauseAtBytes) this.#socket.pause()
    this.#wake?.()
  }
}
