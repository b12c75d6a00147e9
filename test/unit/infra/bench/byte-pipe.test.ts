import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { openBytePipe } from '../../../../infra/bench/byte-pipe.ts'

const closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

test('bytes pass through the pipe in both directions, and the end with them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pipe-'))
  closers.push(() => rm(folder, { recursive: true }))
  const socketPath = join(folder, 'sock')
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
  echo.listen(socketPath)
  await once(echo, 'listening')
  closers.push(() => echo.close())
  const pipe = await openBytePipe(socketPath)
  closers.push(() => pipe.close())

  const client = connect(pipe.port, pipe.host)
  const sent = 'x'.repeat(300_000)
  client.end(sent)
  expect((await text(client)) === sent).toBe(true)
})
