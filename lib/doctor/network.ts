import { lookup } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import type { Address } from '../singlestore/session/connection-settings.ts'

/** The network as the function has it. */
export interface Network {
  /** The addresses of a name, as the operating system finds them. @throws Error with the system's code */
  lookup(host: string): Promise<readonly string[]>
  /** An open connection; whoever gets it destroys it. @throws Error with the system's code, `ETIMEDOUT` after the bound */
  connect(address: Address, boundMs: number): Promise<Socket>
}

export const systemNetwork: Network = {
  async lookup(host) {
    const found = await lookup(host, { all: true })
    return found.map(({ address }) => address)
  },
  connect({ host, port }, boundMs) {
    const { promise, resolve, reject } = Promise.withResolvers<Socket>()
    const socket = connect({ host, port, noDelay: true })
    const timer = setTimeout(() => {
      const error = new Error(`connect ETIMEDOUT ${host}:${port}`)
      socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }))
    }, boundMs)
    socket.on('error', reject)
    socket.once('connect', () => resolve(socket))
    return promise.finally(() => clearTimeout(timer))
  },
}
