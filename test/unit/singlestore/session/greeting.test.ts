import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeGreeting } from '../../../../infra/local/stand-in/wire/greeting.ts'
import { readGreeting } from '../../../../lib/singlestore/session/greeting.ts'

const CLIENT_SSL = 0x0800

function framed(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(4)
  head.writeUIntLE(payload.length, 0, 3)
  return Buffer.concat([head, payload])
}

/** A server that sends these chunks and closes. */
function server(chunks: readonly Uint8Array[]): PassThrough {
  const stream = new PassThrough()
  for (const chunk of chunks) stream.write(chunk)
  setImmediate(() => stream.destroy())
  return stream
}

const greeting = (capabilities: number) =>
  framed(
    encodeGreeting({
      serverVersion: '5.7.32',
      connectionId: 7,
      scramble: Buffer.alloc(20, 'x'),
      capabilities,
      authPlugin: 'mysql_native_password',
    }),
  )

test.each([
  [CLIENT_SSL, true],
  [0, false],
])('a greeting tells the version and whether TLS is offered', async (flag, offersTls) => {
  expect(await readGreeting(server([greeting(flag)]), 5_000)).toEqual({
    serverVersion: '5.7.32',
    offersTls,
  })
})

test('however it is cut, it is the same greeting', async () => {
  const whole = greeting(CLIENT_SSL)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (cut) => {
      const stream = server([whole.subarray(0, cut), whole.subarray(cut)])
      expect(await readGreeting(stream, 5_000)).toMatchObject({ offersTls: true })
    }),
    { numRuns: 30 },
  )
})

test('whatever comes instead is a fault with a name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }).map(framed),
        fc.uint8Array({ maxLength: 20 }).map((rest) => framed(Buffer.of(0xff, ...rest))),
        fc.uint8Array({ maxLength: 20 }).map((rest) => framed(Buffer.of(9, ...rest))),
      ),
      async (bytes) => {
        const read = await readGreeting(server([bytes]), 5_000).catch((error: Error) => error)
        if (read instanceof Error) expect(read.message).toMatch(/^No greeting of a database: /)
        else expect(bytes[4]).toBe(10)
      },
    ),
  )
})

test('what the server says instead is passed on', async () => {
  const refusal = framed(Buffer.from('\xff\x10\x04#08004Too many connections', 'latin1'))
  await expect(readGreeting(server([refusal]), 5_000)).rejects.toThrow(
    'error 1040: Too many connections',
  )
})

test('a server that says nothing is given up', async () => {
  await expect(readGreeting(new PassThrough(), 1)).rejects.toThrow('nothing came within 1 ms')
})
