/** What a line of the log says, null when it is no JSON object: handlers may write anything. */
export function logFacts(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
