import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { type LambdaFunction, startFunction } from '../../infra/local/lambda/function.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { type ZipEntry, zipEntries } from '../support/zip-entries.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const database = await useDatabase()
const folder = await mkdtemp(join(tmpdir(), 'packaged-'))
const started: LambdaFunction[] = []

afterAll(async () => {
  await Promise.all(started.map((lambda) => lambda.close()))
  await rm(folder, { recursive: true, force: true })
})

interface PackagedFunction {
  readonly name: string
  readonly handler: string
  readonly runtime: string
  readonly entries: readonly ZipEntry[]
  /** What the template sets and is known before there is a stack. */
  readonly variables: Readonly<Record<string, string>>
}

interface State {
  readonly service: {
    readonly functions: Readonly<
      Record<string, { readonly handler: string; readonly package: { readonly artifact: string } }>
    >
  }
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>
  >
}

/** What `serverless package` hands to AWS. */
async function packageAll(): Promise<readonly PackagedFunction[]> {
  const osls = join(projectFolder, 'node_modules', 'osls', 'bin', 'serverless.js')
  const output = join(folder, 'template')
  await promisify(execFile)(
    process.execPath,
    [osls, 'package', '--package', output, '--stage', 'prod'],
    { cwd: projectFolder, env: { PATH: process.env.PATH, HOME: folder } },
  )
  const read = async (name: string) => JSON.parse(await readFile(join(output, name), 'utf8'))
  const { service }: State = await read('serverless-state.json')
  const { Resources: resources }: Template = await read('cloudformation-template-update-stack.json')
  const functions = Object.entries(service.functions).map(async ([name, { package: packed }]) => {
    const id = `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`
    const { Handler, Runtime, Environment } = resources[id]?.Properties ?? {}
    const variables = Object.entries(
      (Environment as { readonly Variables: Readonly<Record<string, unknown>> }).Variables,
    ).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return {
      name,
      handler: String(Handler),
      runtime: String(Runtime),
      entries: zipEntries(await readFile(join(projectFolder, packed.artifact))),
      variables: Object.fromEntries(variables),
    }
  })
  return await Promise.all(functions)
}

/** Secrets Manager and S3, as far as the functions ask them. */
async function startAws(objects: ReadonlyMap<string, string>): Promise<string> {
  const { user, password } = database
  const secret = { Name: 'singlestore', SecretString: JSON.stringify({ username: user, password }) }
  const server = createServer((request, response) => {
    request.resume()
    const target = request.headers['x-amz-target']
    const path = new URL(request.url ?? '', 'http://aws').pathname
    const body =
      target === 'secretsmanager.GetSecretValue' ? JSON.stringify(secret) : objects.get(path)
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const failures = new Map<string, string>()
const aws = await startAws(failures)
const functions = await packageAll()

/** Unpacks a function as Lambda does, far from any node_modules, and starts it with the variables of its template. */
async function deploy(name: string): Promise<LambdaFunction> {
  const packaged = functions.find((one) => one.name === name)
  if (packaged === undefined) throw new Error(`serverless.yml has no function ${name}`)
  const taskRoot = await mkdtemp(join(folder, `${name}-`))
  for (const { path, bytes, mode } of packaged.entries) {
    const file = join(taskRoot, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
    await chmod(file, mode & 0o777)
  }
  // What leads to a database and a registry is the deployment's own; these are examples.
  const others = Object.entries(packaged.variables).filter(
    ([variable]) => !/^SINGLESTORE_|^SINK_REGISTRY_/.test(variable),
  )
  const lambda = startFunction({
    functionName: name,
    modulePath: join(taskRoot, entryOf(packaged.handler)),
    handler: packaged.handler,
    environment: {
      ...Object.fromEntries(others),
      SINK_NAME: 'packaged',
      SINGLESTORE_ENDPOINT: `${database.host}:${database.port}`,
      SINGLESTORE_DATABASE: database.database,
      SINGLESTORE_SECRET_ID: 'singlestore',
      SINGLESTORE_TLS: 'disabled',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: aws,
    },
    timeoutMs: 60_000,
  })
  started.push(lambda)
  return lambda
}

/** The file that holds a handler. */
const entryOf = (handler: string) => handler.replace(/\.\w+$/, '.js')

const event = (name: string) =>
  readFile(join(projectFolder, 'test', 'events', `${name}.json`), 'utf8')

const count = async (table: string) =>
  (await database.query(`SELECT COUNT(*) AS n FROM \`${table}\``)).map(({ n }) => Number(n))

const schema = structSchema({ id: 'int32' })
const late = kafkaEvent({
  late: { 0: [0, 1].map((offset) => ({ offset, value: envelope(schema, { id: offset }) })) },
})

/** What each function is asked for, and what comes of it; a function that is added has to be added here. */
const visits: Readonly<Record<string, (lambda: LambdaFunction) => Promise<void>>> = {
  async sink(lambda) {
    await database.query(
      'CREATE TABLE `customer-events` (id BIGINT, name TEXT, active BOOL, SHARD KEY (id))',
    )
    const first = await lambda.invoke(await event('msk'))
    expect(first).toMatchObject({ kind: 'answered', coldStart: true })
    expect(await lambda.invoke(await event('self-managed'))).toMatchObject({
      kind: 'answered',
      coldStart: false,
    })
    expect(await lambda.invoke(await event('msk'))).toMatchObject({ kind: 'answered' })
    expect(await count('orders')).toEqual([4])
    expect(await count('customer-events')).toEqual([2])
  },
  async ledger(lambda) {
    await (await deploy('sink')).invoke(JSON.stringify(late))
    const answered = await lambda.invoke('{"action":"coverage","topic":"late"}')
    expect(answered).toMatchObject({
      kind: 'answered',
      response: { coverage: [{ topic: 'late', partition: 0, delivered: 2, written: 2 }] },
    })
  },
  async redrive(lambda) {
    const failed = kafkaEvent({
      failed: { 0: [3, 4].map((offset) => ({ offset, value: envelope(schema, { id: offset }) })) },
    })
    const record = { KafkaBatchInfo: { batchSize: 2 }, payload: JSON.stringify(failed) }
    expect(await lambda.invoke(JSON.stringify(record))).toMatchObject({ kind: 'answered' })
    failures.set('/failures/batch.json', JSON.stringify(record))
    const place = { s3: { bucket: 'failures', key: 'batch.json' } }
    const again = await lambda.invoke(JSON.stringify(place))
    expect(again).toMatchObject({
      kind: 'answered',
      response: { failedBatches: { delivered: 2, repeated: 2 } },
    })
    expect(await count('failed')).toEqual([2])
  },
  async doctor(lambda) {
    const visit = await lambda.invoke('{}')
    expect(visit).toMatchObject({ kind: 'answered' })
    const { response } = visit as { readonly response?: { readonly checks?: readonly object[] } }
    expect(response?.checks).toContainEqual(expect.objectContaining({ outcome: 'passed' }))
  },
}

describe.each(functions)('the package of $name', ({ name, handler, runtime, entries }) => {
  test('holds files that Lambda can read, and an entry for its handler', () => {
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes.byteLength, 0)
    expect(bytes).toBeLessThan(250 * 1024 * 1024)
    const modes = new Set(entries.map(({ mode }) => mode.toString(8)))
    expect([...modes]).toEqual(['100644'])
    const paths = entries.map(({ path }) => path)
    expect(paths.filter((path) => path.startsWith('/') || path.split('/').includes('..'))).toEqual(
      [],
    )
    expect(paths).toEqual(expect.arrayContaining(['package.json', entryOf(handler)]))
    expect(paths.filter((path) => /\.ts$|\.map$|(?:^|\/)node_modules\//.test(path))).toEqual([])
  })

  test('runs on the Node that the tests run on', () => {
    expect(runtime).toBe(`nodejs${process.versions.node.split('.')[0]}.x`)
  })

  test('starts by itself and answers a real event', async () => {
    const visit = visits[name]
    if (visit === undefined) return expect.fail(`nothing is asked of ${name} here`)
    await visit(await deploy(name))
  })
})

test('no package finds another by chance: nothing above it holds packages', () => {
  const above: string[] = []
  for (let at = folder; at !== dirname(at); at = dirname(at)) above.push(at)
  expect(above.filter((at) => existsSync(join(at, 'node_modules')))).toEqual([])
})
