import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultCacheFolder } from '../../infra/local/stand-in/cache-folder.ts'

const module = join(import.meta.dirname, '../../infra/local/stand-in/mariadb/start-mariadb.ts')
const program = `
  const { startMariaDb } = await import(${JSON.stringify(module)})
  const { place } = await startMariaDb({ cacheFolder: ${JSON.stringify(defaultCacheFolder(process.env))} })
  console.log(place.folder)
  setInterval(() => undefined, 1000)
`

test('a MariaDB whose owner is killed ends, and its folder goes', async () => {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(owner.stdout.setEncoding('utf8'), 'data')
  const folder = String(line).trim()
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'))
  expect(isAlive(pid)).toBe(true)
  owner.kill('SIGKILL')
  await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false)
  expect(isAlive(pid)).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
