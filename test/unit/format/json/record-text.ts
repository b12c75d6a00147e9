/** A record's value as Lambda delivers it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

/** An envelope as Connect's writer prints it. */
export function envelope(schema: string, payload: string): string {
  return base64(`{"schema":${schema},"payload":${payload}}`)
}

/** A struct schema with these fields, each given as the inside of its schema node. */
export function struct(fields: Readonly<Record<string, string>>): string {
  const nodes = Object.entries(fields).map(
    ([name, node]) => `{"field":${JSON.stringify(name)},${node}}`,
  )
  return `{"type":"struct","fields":[${nodes.join(',')}]}`
}
