import type { Channel } from './wire/channel.ts'

/** Passes the server's request for a local file to the client and the file to the server; false where the client went away. */
export async function relayUpload(
  client: Channel,
  server: Channel,
  fileName: string,
  onFirstBytes: () => Promise<void>,
): Promise<boolean> {
  await client.write([Buffer.concat([Buffer.of(0xfb), Buffer.from(fileName)])])
  let first = true
  while (true) {
    const payload = await client.read()
    if (payload === undefined) return false
    if (first) await onFirstBytes()
    first = false
    await server.write([payload])
    if (payload.length === 0) return true
  }
}
