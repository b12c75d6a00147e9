import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on loopback that answers whatever it is asked with the same text, which is none of AWS's. */
export interface ProxyStub extends AsyncDisposable {
  readonly url: string
}

export async function startProxy(body: string, status = 403): Promise<ProxyStub> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
