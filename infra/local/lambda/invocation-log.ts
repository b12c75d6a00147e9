import type { Readable } from 'node:stream'
import { createLogReader } from './log-lines.ts'

export interface InvocationLog {
  /** Starts the log of the next invocation. */
  begin(): void
  /** The lines of the invocation, once every stream has shown its end mark or is over. */
  complete(): Promise<readonly string[]>
  /** No more marks will come. */
  close(): void
}

/** Collects the lines of one invocation after another from the streams of a container, passing each on at once. */
export function createInvocationLog(
  streams: readonly Readable[],
  onLine: (line: string) => void,
): InvocationLog {
  let lines: string[] = []
  let marksToCome = 0
  let done = Promise.withResolvers<void>()
  let closed = false

  function onMark(): void {
    marksToCome -= 1
    if (marksToCome === 0) done.resolve()
  }

  for (const stream of streams) {
    const reader = createLogReader((line) => {
      lines.push(line)
      onLine(line)
    }, onMark)
    stream.setEncoding('utf8')
    stream.on('data', reader.push)
    stream.on('end', reader.end)
  }
  return {
    begin() {
      // What the container wrote while it started belongs to the first invocation, as it does in Lambda.
      marksToCome = streams.length
      done = Promise.withResolvers()
      if (closed) done.resolve()
    },
    async complete() {
      await done.promise
      const complete = lines
      lines = []
      return complete
    },
    close() {
      closed = true
      done.resolve()
    },
  }
}
