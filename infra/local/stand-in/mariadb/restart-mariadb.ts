import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'
import { waitUntilReady } from './wait-until-ready.ts'

const timeoutMs = 60_000

/** Kills the server as a crash would and waits until it is back: what was committed survives, what was open is undone. */
export async function restartMariaDb(place: Place): Promise<void> {
  const before = await readFile(place.pidFile, 'utf8')
  await writeFile(place.againFile, '')
  process.kill(Number(before), 'SIGKILL')
  const deadline = performance.now() + timeoutMs
  while ((await readFile(place.pidFile, 'utf8')) === before) {
    if (performance.now() > deadline) throw new Error('MariaDB was not started again')
    await sleep(10)
  }
  await waitUntilReady(place.socketPath, timeoutMs)
}
