/** Ends the log of one invocation on a stream; NUL keeps it from being mistaken for the handler's own output. */
export function endOfLog(requestId: string): string {
  return `\0END ${requestId}\n`
}

export interface LogReader {
  /** Takes the next piece of the stream, cut anywhere. */
  push(chunk: string): void
  /** The stream is over: what stands there without a line end is the last line. */
  end(): void
}

/** Splits a stream into lines and the marks that `endOfLog` set between the invocations. */
export function createLogReader(onLine: (line: string) => void, onEnd: () => void): LogReader {
  let rest = ''
  return {
    push(chunk) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const mark = line.indexOf('\0END ')
        if (mark === -1) onLine(line)
        else {
          // A handler that ends without a line feed leaves its text before the mark.
          if (mark > 0) onLine(line.slice(0, mark))
          onEnd()
        }
      }
    },
    end() {
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
