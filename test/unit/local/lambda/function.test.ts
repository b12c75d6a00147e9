import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import {
  type FunctionOptions,
  type LambdaFunction,
  startFunction,
} from '../../../../infra/local/lambda/function.ts'

// Each container is a process of its own: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

const folder = mkdtempSync(join(tmpdir(), 'lambda-'))
const open: LambdaFunction[] = []

beforeAll(() => {
  return () => rmSync(folder, { recursive: true, force: true })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

type Settings = Partial<Pick<FunctionOptions, 'environment' | 'timeoutMs' | 'onLog' | 'onTimeout'>>

let modules = 0

function functionOf(source: string, settings: Settings = {}): LambdaFunction {
  modules += 1
  const modulePath = join(folder, `handler-${modules}.mjs`)
  writeFileSync(modulePath, source)
  const lambda = startFunction({ modulePath, environment: {}, timeoutMs: 5000, ...settings })
  open.push(lambda)
  return lambda
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('the handler gets the event exactly as written and its answer comes back', async () => {
  const lambda = functionOf('export const handler = async (event) => ({ got: event })')
  expect(await lambda.invoke('{"a":[1,"ü"],"b":null}')).toMatchObject({
    kind: 'answered',
    response: { got: { a: [1, 'ü'], b: null } },
  })
})

test('a handler that returns nothing answers null', async () => {
  const lambda = functionOf('export const handler = async () => {}')
  expect(await lambda.invoke('{}')).toMatchObject({ kind: 'answered', response: null })
})

test('the context tells who runs, where the log goes and how much time is left', async () => {
  const lambda = functionOf(
    'export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })',
    { timeoutMs: 60_000 },
  )
  const invocation = await lambda.invoke('{}')
  expect(invocation).toMatchObject({
    response: {
      awsRequestId: invocation.requestId,
      functionName: 'sink',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:sink',
      memoryLimitInMB: '1769',
      logGroupName: '/aws/lambda/sink',
      logStreamName: expect.stringContaining('[$LATEST]'),
    },
  })
  const { left } = (invocation.kind === 'answered' ? invocation.response : {}) as { left: number }
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(60_000)
})

test('an error comes back with its class, its message, its code and its stack', async () => {
  const lambda = functionOf(`
    class ConfigError extends Error { name = 'ConfigError'; code = 'ERR_CONFIG' }
    export const handler = async () => { throw new ConfigError('no endpoint') }`)
  const invocation = await lambda.invoke('{}')
  expect(invocation).toMatchObject({
    kind: 'failed',
    errorType: 'ConfigError',
    errorMessage: 'no endpoint',
    errorCode: 'ERR_CONFIG',
  })
  expect(invocation.kind === 'failed' && invocation.stackTrace.join('\n')).toContain('handler-')
})

test('something thrown that is no error is reported too', async () => {
  const lambda = functionOf("export const handler = async () => { throw 'plain' }")
  expect(await lambda.invoke('{}')).toMatchObject({
    kind: 'failed',
    errorType: 'string',
    errorMessage: 'plain',
    errorCode: null,
  })
})

test('an error leaves the container warm', async () => {
  const lambda = functionOf(
    'let n = 0; export const handler = async () => { n += 1; if (n === 1) throw new Error("once"); return n }',
  )
  expect(await lambda.invoke('{}')).toMatchObject({ kind: 'failed', coldStart: true })
  expect(await lambda.invoke('{}')).toMatchObject({ response: 2, coldStart: false })
})

test('a module that cannot be loaded fails its invocation, with the code of the error', async () => {
  const lambda = functionOf(
    'throw Object.assign(new Error("bad deployment"), { code: "ERR_CONFIG" })',
  )
  const failure = { kind: 'failed', errorMessage: 'bad deployment', errorCode: 'ERR_CONFIG' }
  expect(await lambda.invoke('{}')).toMatchObject(failure)
  expect(await lambda.invoke('{}')).toMatchObject({ ...failure, coldStart: true })
})

test('a module without a handler is named', async () => {
  const lambda = functionOf('export const other = 1')
  expect(await lambda.invoke('{}')).toMatchObject({
    kind: 'failed',
    errorType: 'Runtime.HandlerNotFound',
    errorMessage: expect.stringMatching(/^handler-\d+\.handler is no function, or not exported$/),
  })
})

test('an invocation past its time is killed and the next one starts cold', async () => {
  const lambda = functionOf(
    'let n = 0; export const handler = async (event) => { n += 1; if (event.hang) while (true); return n }',
    { timeoutMs: 1500 },
  )
  expect(await lambda.invoke('{}')).toMatchObject({ response: 1 })
  expect(await lambda.invoke('{"hang":true}')).toMatchObject({ kind: 'timed-out', timeoutMs: 1500 })
  expect(await lambda.invoke('{}')).toMatchObject({ response: 1, coldStart: true })
})

test('a crash is told with its exit code and the next invocation starts cold', async () => {
  const lambda = functionOf(
    'export const handler = async (event) => { if (event.die) process.exit(7); return "alive" }',
  )
  expect(await lambda.invoke('{"die":true}')).toMatchObject({ kind: 'crashed', exitCode: 7 })
  expect(await lambda.invoke('{}')).toMatchObject({ response: 'alive', coldStart: true })
})

test('a process killed from outside is a crash by that signal', async () => {
  const lambda = functionOf(
    'export const handler = async () => { process.kill(process.pid, "SIGKILL"); await new Promise(() => {}) }',
  )
  expect(await lambda.invoke('{}')).toMatchObject({ kind: 'crashed', signal: 'SIGKILL' })
})

test('an invocation is killed at the moment that the caller chooses, and its words until then are kept', async () => {
  const spoken = Promise.withResolvers<void>()
  const lambda = functionOf(
    'export const handler = async (event) => { console.log("half way"); if (event.hang) await new Promise(() => {}); return process.pid }',
    { onLog: () => spoken.resolve() },
  )
  const invocation = lambda.start('{"hang":true}')
  await spoken.promise
  expect(lambda.running).toEqual([invocation])
  invocation.kill()
  expect(await invocation.ended).toMatchObject({
    kind: 'crashed',
    signal: 'SIGKILL',
    requestId: invocation.requestId,
    log: ['half way'],
  })
  expect(lambda.running).toEqual([])
  expect(await lambda.invoke('{}')).toMatchObject({ kind: 'answered', coldStart: true })
})

test('a kill before the process has started ends the invocation, a kill after its end spares the container', async () => {
  const lambda = functionOf('export const handler = async () => process.pid')
  const early = lambda.start('{}')
  early.kill()
  expect(await early.ended).toMatchObject({ kind: 'crashed', signal: 'SIGKILL' })
  const late = lambda.start('{}')
  const ended = await late.ended
  late.kill()
  expect(await lambda.invoke('{}')).toMatchObject({
    coldStart: false,
    response: ended.kind === 'answered' && ended.response,
  })
})

test('an invocation may have less time than the function, and its end is told before its process dies', async () => {
  const pids: number[] = []
  const seen: boolean[] = []
  const lambda = functionOf(
    `export const handler = async (event, context) => {
      console.log(String(process.pid))
      if (event.hang) await new Promise(() => setInterval(() => {}, 1000))
      return context.getRemainingTimeInMillis()
    }`,
    {
      timeoutMs: 60_000,
      onLog: (line) => pids.push(Number(line)),
      onTimeout: async (invocation) => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(lambda.running).toEqual([invocation])
        seen.push(isRunning(pids.at(-1) ?? 0))
      },
    },
  )
  expect(await lambda.invoke('{"hang":true}', { timeoutMs: 300 })).toMatchObject({
    kind: 'timed-out',
    timeoutMs: 300,
  })
  expect(seen).toEqual([true])
  expect(isRunning(pids[0] ?? 0)).toBe(false)
  const rest = await lambda.invoke('{}')
  expect(rest.kind === 'answered' && Number(rest.response)).toBeGreaterThan(30_000)
})

test('a handler may be told of more time than it gets', async () => {
  const lambda = functionOf(
    'export const handler = async (event, context) => { console.log(context.getRemainingTimeInMillis()); while (true); }',
  )
  const invocation = await lambda.invoke('{}', { timeoutMs: 300, announcedMs: 60_000 })
  expect(invocation).toMatchObject({ kind: 'timed-out', timeoutMs: 300 })
  expect(Number(invocation.log[0])).toBeGreaterThan(30_000)
})

test('a container that dies between two invocations is not used again', async () => {
  const lambda = functionOf(
    'export const handler = async () => { setTimeout(() => process.exit(1), 20); return process.pid }',
  )
  const first = await lambda.invoke('{}')
  const pid = first.kind === 'answered' ? Number(first.response) : 0
  await vi.waitUntil(() => !isRunning(pid), { timeout: 10_000 })
  const second = await lambda.invoke('{}')
  expect(second).toMatchObject({ kind: 'answered', coldStart: true })
  expect(second).not.toMatchObject({ response: pid })
})

test('invocations at the same time run in containers of their own', async () => {
  const lambda = functionOf(`
    export const handler = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return process.pid
    }`)
  const pids = (await Promise.all([lambda.invoke('{}'), lambda.invoke('{}')])).map(
    (one) => one.kind === 'answered' && one.response,
  )
  expect(new Set(pids).size).toBe(2)
  const again = await lambda.invoke('{}')
  expect(pids).toContain(again.kind === 'answered' && again.response)
})

test('the function sees what it is given and what Lambda sets, and nothing of its parent', async () => {
  process.env.SINGLESTORE_ENDPOINT = 'from-the-parent'
  onTestFinished(() => {
    delete process.env.SINGLESTORE_ENDPOINT
  })
  const lambda = functionOf('export const handler = async () => process.env', {
    environment: { SINK_NAME: 'songs', AWS_REGION: 'eu-west-1' },
  })
  const invocation = await lambda.invoke('{}')
  expect(invocation).toMatchObject({
    response: { SINK_NAME: 'songs', AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: 'sink' },
  })
  const seen = invocation.kind === 'answered' && Object.keys(invocation.response as object)
  expect(seen).not.toContain('SINGLESTORE_ENDPOINT')
  expect(seen).not.toContain('HOME')
})

test('each invocation comes with the lines it wrote, all of them, in order', async () => {
  const heard: string[] = []
  const lambda = functionOf(
    `export const handler = async (event) => {
      for (let line = 0; line < 500; line++) console.log(event.name + ' ' + line + ' ' + 'x'.repeat(400))
      process.stdout.write(event.name + ' without a line end')
    }`,
    { onLog: (line) => heard.push(line) },
  )
  const first = await lambda.invoke('{"name":"a"}')
  const second = await lambda.invoke('{"name":"b"}')
  expect(first.log.length).toBe(501)
  expect(first.log.every((line) => line.startsWith('a '))).toBe(true)
  expect(second.log.at(0)).toMatch(/^b 0 /)
  expect(second.log.at(-1)).toBe('b without a line end')
  expect(heard).toEqual([...first.log, ...second.log])
})

test('the lines of an invocation that crashed are kept', async () => {
  const lambda = functionOf(
    'export const handler = async () => { console.error("last words"); process.exit(1) }',
  )
  expect((await lambda.invoke('{}')).log).toContain('last words')
})

test('an event of six megabytes passes', async () => {
  const lambda = functionOf('export const handler = async (event) => event.text.length')
  const text = 'x'.repeat(6 * 1024 * 1024 - 100)
  expect(await lambda.invoke(JSON.stringify({ text }))).toMatchObject({ response: text.length })
})
