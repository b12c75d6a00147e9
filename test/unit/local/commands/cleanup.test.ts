import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { withCleanup } from '../../../../infra/local/commands/cleanup.ts'

vi.setConfig({ testTimeout: 30_000 })

test('what was opened last is closed first, after success and after failure', async () => {
  const closed: string[] = []
  const result = await withCleanup(async (onEnd) => {
    onEnd(async () => closed.push('first'))
    onEnd(async () => closed.push('second'))
    return 7
  })
  expect(result).toBe(7)
  expect(closed).toEqual(['second', 'first'])
  await expect(
    withCleanup(async (onEnd) => {
      onEnd(async () => closed.push('third'))
      throw new Error('on the way')
    }),
  ).rejects.toThrow('on the way')
  expect(closed).toEqual(['second', 'first', 'third'])
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s closes everything and exits with %i', async (signal, exitCode) => {
  const module = new URL('../../../../infra/local/commands/cleanup.ts', import.meta.url)
  const source = `
    import { withCleanup } from ${JSON.stringify(module.href)}
    await withCleanup(async (onEnd) => {
      onEnd(async () => console.log('closed'))
      console.log('ready')
      await new Promise((resolve) => setTimeout(resolve, 60_000))
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    output += text
    if (text.includes('ready')) child.kill(signal)
  })
  const [code] = await once(child, 'close')
  expect(output).toBe('ready\nclosed\n')
  expect(code).toBe(exitCode)
})
