import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerGlue, type GlueAnswer, refusal } from './get-schema-version.ts'
import type { SchemaVersion } from './schema-version.ts'

/** What a request comes to instead of its answer: an error of Glue's by its name, no answer, a connection that is cut. */
export type GlueFault =
  | { readonly kind: 'error'; readonly name: string; readonly status?: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'cut' }

/** A server on loopback that speaks as much of Glue's protocol (JSON 1.1) as `GetSchemaVersion` needs. */
export interface GlueServer extends AsyncDisposable {
  /** For `AWS_ENDPOINT_URL_GLUE`. */
  readonly url: string
  /** The schema versions that were asked for, in order. */
  readonly asked: readonly string[]
  /** Its versions, by their UUID in lower case. */
  readonly versions: Map<string, SchemaVersion>
  /** Faults of the next requests, one each. */
  readonly faults: GlueFault[]
}

export async function startGlue(): Promise<GlueServer> {
  const asked: string[] = []
  const versions = new Map<string, SchemaVersion>()
  const faults: GlueFault[] = []
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    versions,
    faults,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Buffer[] = []
    for await (const chunk of request) body.push(chunk)
    const fault = faults.shift()
    const given = answerGlue(request.headers, Buffer.concat(body).toString(), versions)
    if (given.versionId !== null) asked.push(given.versionId)
    switch (fault?.kind) {
      case 'silence':
        return
      case 'cut':
        response.destroy()
        return
      case 'error':
        send(response, refusal(fault.name, `${fault.name} happened`, fault.status))
        return
      case undefined:
        send(response, given)
        return
      default:
        fault satisfies never
    }
  }
}

function send(response: ServerResponse, { status, json }: GlueAnswer): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(json))
}
