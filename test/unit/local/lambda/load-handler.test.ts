import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startFunction } from '../../../../infra/local/lambda/function.ts'
import type { Invocation } from '../../../../infra/local/lambda/invocation.ts'

// Each handler is loaded in a process of its own: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

const MODULE = '{"type":"module"}'
const esm = (said: string) => `export const handler = async () => '${said}'`
const commonJs = (said: string) => `exports.handler = async () => '${said}'`

/** Unpacks the files into a folder of their own and calls the handler once. */
async function call(files: Readonly<Record<string, string>>, handler: string): Promise<Invocation> {
  const folder = mkdtempSync(join(tmpdir(), 'task-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const modulePath = join(folder, 'index.js')
  const lambda = startFunction({ modulePath, handler, environment: {}, timeoutMs: 10_000 })
  onTestFinished(async () => {
    await lambda.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return await lambda.invoke('{}')
}

test.each<readonly [string, Readonly<Record<string, string>>, string]>([
  ['.js in a package of ES modules', { 'package.json': MODULE, 'a.js': esm('x') }, 'a.handler'],
  ['.js in any other package is CommonJS', { 'a.js': commonJs('x') }, 'a.handler'],
  ['.mjs wherever it lies', { 'a.mjs': esm('x') }, 'a.handler'],
  ['.cjs, too', { 'package.json': MODULE, 'a.cjs': commonJs('x') }, 'a.handler'],
  ['.js before .mjs', { 'a.js': commonJs('x'), 'a.mjs': esm('y') }, 'a.handler'],
  ['in a folder', { 'package.json': MODULE, 'b/a.js': esm('x') }, 'b/a.handler'],
  ['inside an object', { 'a.mjs': "export const api = { put: async () => 'x' }" }, 'a.api.put'],
  [
    'the nearest package decides',
    { 'package.json': MODULE, 'b/package.json': '{}', 'b/a.js': commonJs('x') },
    'b/a.handler',
  ],
])('a handler is found: %s', async (_, files, handler) => {
  expect(await call(files, handler)).toMatchObject({ kind: 'answered', response: 'x' })
})

test.each<readonly [string, Readonly<Record<string, string>>, string, object]>([
  ['an ES module that no package.json calls one', { 'a.js': esm('x') }, 'a.handler', {}],
  [
    'a file that is not there',
    { 'package.json': MODULE, 'a.js': esm('x') },
    'b.handler',
    { errorType: 'Runtime.ImportModuleError' },
  ],
  [
    'a name without an export',
    { 'a.mjs': esm('x') },
    'a',
    { errorType: 'Runtime.MalformedHandlerName' },
  ],
  [
    'a name that leaves the folder',
    { 'a.mjs': esm('x') },
    '../a.handler',
    { errorType: 'Runtime.MalformedHandlerName' },
  ],
  [
    'an export that is no function',
    { 'a.mjs': 'export const handler = 1' },
    'a.handler',
    { errorType: 'Runtime.HandlerNotFound' },
  ],
])('a handler is not found: %s', async (_, files, handler, fault) => {
  expect(await call(files, handler)).toMatchObject({ kind: 'failed', ...fault })
})
