import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { RateLimit, type RateLimitOptions } from './rate-limit.ts'
import { RegistryError } from './registry-error.ts'
import { FaultQueue } from './registry-fault.ts'
import { answerRequest } from './routes.ts'
import { type FixedNames, SchemaStore } from './schema-store.ts'
import type { SchemaDraft, SchemaType, StoredReference, StoredVersion } from './stored-schema.ts'

/** How somebody must prove who asks. */
export type RegistryLogin =
  | { readonly user: string; readonly password: string }
  | { readonly token: string }

export interface RegistryOptions {
  readonly login?: RegistryLogin
  /** PEM; with `clientCa` a client needs a certificate that it vouches for. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly clientCa?: string }
  /** What precedes every path, such as `/apis/ccompat/v7`; everything else is answered 404. */
  readonly basePath?: string
  readonly rateLimit?: RateLimitOptions
  /** Ask for a given port, for instance one that was free a moment ago; 0 by default: any. */
  readonly port?: number
}

export interface SeenRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** More of a schema than its text, and its names where they are fixed beforehand, as in mode IMPORT. */
export type RegisterOptions = Omit<SchemaDraft, 'schema' | 'schemaType' | 'references'> & FixedNames

export interface LocalRegistry {
  readonly url: string
  register(
    subject: string,
    type: SchemaType,
    text: string,
    references?: readonly StoredReference[],
    options?: RegisterOptions,
  ): StoredVersion
  /** What hides a version from those who do not ask for deleted ones. */
  remove(subject: string, version: number): void
  /** From now on this login is needed, or none. */
  changeLogin(login: RegistryLogin | null): void
  readonly faults: FaultQueue
  requests(): readonly SeenRequest[]
  close(): Promise<void>
}

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json'

/** Opens a registry on 127.0.0.1 that keeps its schemas in memory and speaks Confluent's REST interface. */
export async function openRegistry(options: RegistryOptions = {}): Promise<LocalRegistry> {
  const { tls, basePath = '', rateLimit } = options
  const store = new SchemaStore()
  const faults = new FaultQueue()
  const limit = rateLimit === undefined ? null : new RateLimit(rateLimit, Date.now)
  const seen: SeenRequest[] = []
  let login = options.login ?? null

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const { method = 'GET', url: path = '/', headers } = request
    seen.push({ method, path, headers })
    if (await suffer(response)) return
    const rate = limit?.take() ?? null
    for (const [name, value] of Object.entries(rate?.headers ?? {})) response.setHeader(name, value)
    try {
      if (rate?.allowed === false) throw new RegistryError(429, 'Too Many Requests')
      if (!isAdmitted(login, headers.authorization)) throw new RegistryError(401, 'Unauthorized')
      if (!path.startsWith(`${basePath}/`)) throw new RegistryError(404, 'HTTP 404 Not Found')
      const url = new URL(path.slice(basePath.length), 'http://registry')
      const reply = answerRequest(store, { method, url, body })
      response.writeHead(200, { 'content-type': MEDIA_TYPE })
      response.end('json' in reply ? JSON.stringify(reply.json) : reply.text)
    } catch (error) {
      const known =
        error instanceof RegistryError
          ? error
          : new RegistryError(50_001, 'Error in the backend data store')
      response.writeHead(known.status, { 'content-type': MEDIA_TYPE })
      response.end(JSON.stringify({ error_code: known.code, message: known.message }))
    }
  }

  /** True where the request has its answer thereby. */
  async function suffer(response: ServerResponse): Promise<boolean> {
    const fault = faults.next()
    switch (fault?.kind) {
      case undefined:
        return false
      case 'delay':
        await sleep(fault.ms)
        return false
      case 'cut':
        if (fault.after === 'headers') {
          response.writeHead(200, { 'content-type': MEDIA_TYPE, 'content-length': '1000' })
          await new Promise((resolve) => response.write('{"schema":', resolve))
        }
        response.destroy()
        return true
      case 'answer':
        response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers })
        response.end(fault.body ?? '')
        return true
    }
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  }
  const server =
    tls === undefined
      ? createHttpServer(listener)
      : createHttpsServer(
          {
            key: tls.key,
            cert: tls.cert,
            ...(tls.clientCa === undefined
              ? {}
              : { ca: tls.clientCa, requestCert: true, rejectUnauthorized: true }),
          },
          listener,
        )
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${basePath}`,
    register(subject, schemaType, schema, references = [], { id, guid, ...more } = {}) {
      const draft = { schema, schemaType, references, ...more }
      return store.register(subject, draft, {
        ...(id === undefined ? {} : { id }),
        ...(guid === undefined ? {} : { guid }),
      })
    },
    remove: (subject, version) => store.remove(store.version(subject, String(version), false)),
    changeLogin(next) {
      login = next
    },
    faults,
    requests: () => seen,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function isAdmitted(login: RegistryLogin | null, authorization: string | undefined): boolean {
  if (login === null) return true
  if ('token' in login) return authorization === `Bearer ${login.token}`
  const pair = Buffer.from(`${login.user}:${login.password}`).toString('base64')
  return authorization === `Basic ${pair}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
