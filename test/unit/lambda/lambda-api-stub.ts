import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of Lambda's API: its JSON, an error by its name, or none at all. */
export type LambdaAnswer =
  | { readonly json: object }
  | { readonly error: string; readonly status: number }
  | 'silence'

/** A server on loopback that speaks as much of Lambda's API as the doctor asks. */
export interface LambdaApiStub extends AsyncDisposable {
  readonly url: string
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[]
  /** By path, with the query; what is not there is not found. */
  readonly answers: Map<string, LambdaAnswer>
}

const API = '/2015-03-31'

export const configurationPath = (name: string): string =>
  `${API}/functions/${encodeURIComponent(name)}/configuration`

export const mappingPath = (uuid: string): string => `${API}/event-source-mappings/${uuid}`

export const mappingsPath = (name: string, marker?: string): string => {
  const query = new URLSearchParams({ FunctionName: name })
  if (marker !== undefined) query.set('Marker', marker)
  return `${API}/event-source-mappings?${query.toString()}`
}

/** Whatever the order of the query. */
function normal(path: string): string {
  const url = new URL(path, 'http://localhost')
  url.searchParams.sort()
  return `${url.pathname.replace(/\/$/, '')}${url.search}`
}

export async function startLambdaApi(): Promise<LambdaApiStub> {
  const asked: string[] = []
  const answers = new Map<string, LambdaAnswer>()
  const server = createServer((request, response) => {
    const path = normal(request.url ?? '')
    asked.push(path)
    const known = [...answers].find(([of]) => normal(of) === path)?.[1]
    const answer = known ?? { error: 'ResourceNotFoundException', status: 404 }
    if (answer === 'silence') return
    if ('json' in answer) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer.json))
      return
    }
    response.writeHead(answer.status, { 'x-amzn-errortype': answer.error })
    response.end(JSON.stringify({ Type: 'User', Message: `${answer.error} happened` }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
