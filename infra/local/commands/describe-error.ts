/** Says what went wrong with all its causes, one a line; some errors of Node have a code and no message. */
export function describeError(error: unknown): string {
  const lines: string[] = []
  for (let one: unknown = error; one !== undefined && one !== null; one = causeOf(one)) {
    const text = textOf(one)
    // Many messages repeat that of their cause.
    if (!lines.some((line) => line.includes(text))) lines.push(text)
  }
  return lines.join('\n  because ')
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.message !== '') return error.message
  return 'code' in error ? String(error.code) : error.name
}
