/** Where an aggregator listens. An IPv6 address stands here without its brackets. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** `ddl` creates tables and writes reference tables; `dml` load rows. */
export interface Endpoints {
  readonly ddl: Endpoint
  readonly dml: readonly Endpoint[]
}

/** What an endpoint is to look like, for messages. */
export const endpointShape = 'host[:port] without a scheme (an IPv6 address in brackets)'

const defaultPort = 3306

/** Reads `host[:port]`; null where the text is none. */
export function parseEndpoint(text: string): Endpoint | null {
  const match = /^(?:\[([\da-fA-F:.]+(?:%\w+)?)\]|([^\s:;/@[\],?#\\]+))(?::(\d{1,5}))?$/.exec(
    text.trim(),
  )
  const host = match?.[1] ?? match?.[2]
  if (host === undefined) return null
  const port = match?.[3] === undefined ? defaultPort : Number(match[3])
  return port >= 1 && port <= 65_535 ? { host, port } : null
}

/** Reads a list of endpoints by comma; null where one of them is none. */
export function parseEndpoints(text: string): readonly Endpoint[] | null {
  const endpoints = text.split(',').map(parseEndpoint)
  return endpoints.every((endpoint) => endpoint !== null) ? endpoints : null
}
