import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RuntimeFault } from './invocation.ts'
import { parseFault } from './runtime-fault.ts'

const PREFIX = '/2018-06-01/runtime'

export interface RuntimeRequest {
  readonly requestId: string
  readonly functionArn: string
  /** JSON text, handed over as it is. */
  readonly event: string
  readonly timeoutMs: number
}

export type RuntimeAnswer =
  | { readonly kind: 'answered'; readonly response: unknown }
  | ({ readonly kind: 'failed' } & RuntimeFault)

export interface RuntimeApi {
  /** `host:port`, the value of `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string
  /** Settles when the runtime has loaded the handler (null) or could not. */
  readonly initialized: Promise<RuntimeFault | null>
  /** Hands one event to the runtime when it next asks for one; one at a time. */
  invoke(request: RuntimeRequest): Promise<RuntimeAnswer>
  close(): Promise<void>
}

/** Serves the four routes of Lambda's Runtime API on 127.0.0.1 to a single runtime. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const initialized = Promise.withResolvers<RuntimeFault | null>()
  let idleRuntime: ServerResponse | null = null
  let current: { request: RuntimeRequest; settle: (answer: RuntimeAnswer) => void } | null = null
  let taken = false

  function handOver(): void {
    if (current === null || idleRuntime === null || taken) return
    const { requestId, functionArn, event, timeoutMs } = current.request
    idleRuntime.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
    })
    idleRuntime.end(event)
    idleRuntime = null
    taken = true
  }

  function settle(requestId: string | undefined, answer: RuntimeAnswer): boolean {
    if (current === null || current.request.requestId !== requestId) return false
    current.settle(answer)
    current = null
    return true
  }

  function accept(response: ServerResponse, accepted: boolean): void {
    response.writeHead(accepted ? 202 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify(accepted ? { status: 'OK' } : { errorType: 'InvalidRequestID' }))
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(PREFIX, '')
    const [, id, verb] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    if (path === '/invocation/next') {
      initialized.resolve(null)
      idleRuntime = response
      handOver()
    } else if (path === '/init/error') {
      initialized.resolve(parseFault(await bodyOf(request)))
      accept(response, true)
    } else if (verb === 'response') {
      const body = await bodyOf(request)
      accept(response, settle(id, { kind: 'answered', response: JSON.parse(body) }))
    } else if (verb === 'error') {
      const fault = parseFault(await bodyOf(request))
      accept(response, settle(id, { kind: 'failed', ...fault }))
    } else {
      response.writeHead(404).end()
    }
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  // The runtime may wait for its next event as long as it likes.
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    initialized: initialized.promise,
    invoke(request) {
      const { promise, resolve } = Promise.withResolvers<RuntimeAnswer>()
      current = { request, settle: resolve }
      taken = false
      handOver()
      return promise
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
