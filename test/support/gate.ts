import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll } from 'vitest'

/** A way to a database that a test can close, block and open again, at one and the same port. */
export interface Gate {
  readonly host: string
  readonly port: number
  /** `host:port`. */
  readonly address: string
  /** How many connections came since it was opened last. */
  readonly visits: number
  /** Ends what is connected; new connections are refused. */
  close(): Promise<void>
  /** Ends what is connected; new connections are taken and never answered, as behind a firewall that drops. */
  block(): Promise<void>
  open(): Promise<void>
}

const host = '127.0.0.1'

/** Opens a gate to a server on this machine; it is closed with the test file. */
export async function openGate(to: { readonly port: number }): Promise<Gate> {
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let port = 0
  let visits = 0
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
    return socket
  }
  const close = async () => {
    const closed = server?.listening ? once(server, 'close') : null
    server?.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const listen = async (receive: (socket: Socket) => void) => {
    await close()
    visits = 0
    server = createServer((socket) => {
      visits += 1
      receive(keep(socket))
    }).listen(port, host)
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  }
  const pass = (socket: Socket) => {
    const behind = keep(connect(to.port, host))
    socket.pipe(behind).pipe(socket)
    socket.once('close', () => behind.destroy())
    behind.once('close', () => socket.destroy())
  }
  await listen(pass)
  afterAll(close)
  return {
    host,
    port,
    address: `${host}:${port}`,
    get visits() {
      return visits
    },
    close,
    block: () => listen((socket) => socket.resume()),
    open: () => listen(pass),
  }
}
