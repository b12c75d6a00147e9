import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const pauseMs = 20

/** Waits until a server behind the socket greets; throws after `timeoutMs` or once `gaveUp` says so. */
export async function waitUntilReady(
  socketPath: string,
  timeoutMs: number,
  gaveUp: () => boolean = () => false,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await greets(socketPath))) {
    if (gaveUp()) throw new Error('the server ended before it was ready')
    if (performance.now() > deadline) throw new Error(`no greeting within ${timeoutMs} ms`)
    await sleep(pauseMs)
  }
}

function greets(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    const answer = (ready: boolean) => () => {
      socket.destroy()
      resolve(ready)
    }
    socket.once('data', answer(true))
    socket.once('error', answer(false))
    socket.once('end', answer(false))
  })
}
