import { Agent as HttpAgent, type IncomingHttpHeaders, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { loginHeaders, type RegistryAccess } from './registry-access.ts'

/** What a server said; `text` is null where it is more than `MOST_BYTES`, or no UTF-8. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string | null
  readonly tooLong: boolean
}

/** No answer came. */
export class ExchangeFault extends Error {
  /** The connection had been kept open and was found closed: it only grew old. */
  readonly stale: boolean

  constructor(cause: Error, stale: boolean) {
    super(cause.message, { cause })
    this.stale = stale
  }
}

/** The largest schema of Confluent's own registry is 1 MB by default; beyond this no registry is speaking. */
const MOST_BYTES = 16 * 2 ** 20

const MOST_SOCKETS = 32

/** Asks the servers of one access, over connections that are kept open. */
export class HttpExchange {
  readonly #access: RegistryAccess
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: MOST_SOCKETS })
  readonly #https: HttpsAgent

  constructor(access: RegistryAccess) {
    this.#access = access
    const { ca, clientCertificate, clientKey } = access
    this.#https = new HttpsAgent({
      keepAlive: true,
      maxSockets: MOST_SOCKETS,
      ...(ca === null ? {} : { ca }),
      ...(clientCertificate === null ? {} : { cert: clientCertificate }),
      ...(clientKey === null ? {} : { key: clientKey }),
    })
  }

  /**
   * GETs one address; redirects are not followed.
   * @param timeoutMs for the whole of it
   * @throws ExchangeFault
   */
  async get(url: URL, timeoutMs: number): Promise<HttpAnswer> {
    const isTls = url.protocol === 'https:'
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>()
    const request = (isTls ? requestHttps : requestHttp)(url, {
      agent: isTls ? this.#https : this.#http,
      headers: {
        accept: 'application/vnd.schemaregistry.v1+json, application/json',
        'accept-encoding': 'identity',
        ...loginHeaders(this.#access.login),
      },
    })
    const timer = setTimeout(
      () => request.destroy(new Error(`no answer in ${Math.round(timeoutMs)} ms`)),
      timeoutMs,
    )
    request.on('error', (error) =>
      reject(new ExchangeFault(error, request.reusedSocket && isClosed(error))),
    )
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size <= MOST_BYTES) return
        resolve({ status, headers, text: null, tooLong: true })
        request.destroy()
      })
      // Of a body that is cut off, the response tells, not the request.
      response.on('error', (error) => reject(new ExchangeFault(error, false)))
      response.on('end', () =>
        resolve({ status, headers, text: readUtf8(Buffer.concat(chunks)), tooLong: false }),
      )
    })
    request.end()
    return promise.finally(() => clearTimeout(timer))
  }

  /** Closes the connections that wait; those in use close after their answer. */
  close(): void {
    for (const agent of [this.#http, this.#https]) {
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy()
      }
      agent.maxFreeSockets = 0
    }
  }
}

function isClosed(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

function readUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
