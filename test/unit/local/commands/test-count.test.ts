import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 60_000 })

const project = join(import.meta.dirname, '../../../..')

/** What the launcher's last line says of a project with one test file of this content. */
function lastLineOf(source: string): string {
  const root = mkdtempSync(join(tmpdir(), 'count-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'test/unit'), { recursive: true })
  mkdirSync(join(root, 'infra'))
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(
    join(root, 'vitest.config.mjs'),
    "export default { test: { projects: [{ test: { name: 'unit', include: ['test/unit/*.test.mjs'] } }] } }",
  )
  writeFileSync(join(root, 'test/unit/one.test.mjs'), source)
  const start = `import { runCommand } from ${JSON.stringify(join(project, 'infra/local/commands/run-command.js'))}
    import { commandTable } from ${JSON.stringify(join(project, 'infra/local/commands/command-table.js'))}
    const surroundings = { root: ${JSON.stringify(root)}, node: process.execPath, userFolder: '.', userArgs: [] }
    process.exitCode = await runCommand(commandTable.get('test:unit'), surroundings, console.error)`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', start], {
    encoding: 'utf8',
  })
  return stderr.trimEnd().split('\n').at(-1) ?? ''
}

test('passed and failed tests are counted', () => {
  expect(
    lastLineOf(`import { expect, test } from 'vitest'
      test('a', () => {}); test('b', () => {}); test('c', () => expect(1).toBe(2))`),
  ).toBe('2 passed, 1 failed')
})

test('a file that cannot be loaded, or fails in a hook, counts as a failure', () => {
  expect(lastLineOf("import './nowhere.js'")).toBe('0 passed, 1 failed')
  expect(
    lastLineOf(`import { beforeAll, test } from 'vitest'
      beforeAll(() => { throw new Error('hook') }); test('a', () => {})`),
  ).toBe('0 passed, 1 failed')
})
