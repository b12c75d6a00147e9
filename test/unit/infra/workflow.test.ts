import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const workflow = read('.github/workflows/ci.yml')
const { scripts, engines, devDependencies }: Manifest = JSON.parse(read('package.json'))

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>
  readonly engines: { readonly node: string }
  readonly devDependencies: Readonly<Record<string, string>>
}

/** Job → its lines. */
const jobs = new Map(
  workflow
    .slice(workflow.indexOf('\njobs:\n'))
    .split(/^ {2}(?=\w+:$)/m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf(':')), text] as const),
)

/** What `pattern` finds first in a job; empty where it finds nothing. */
function found(job: string, pattern: RegExp): string {
  return pattern.exec(jobs.get(job) ?? '')?.[1] ?? ''
}

const commands = workflow
  .split('\n')
  .map((line) => line.replace(/^\s*(?:- )?(?:run: )?/, ''))
  .filter((line) => !line.startsWith('#'))

test('the workflow has a job per kind of test, each with an end, and may only read', () => {
  expect([...jobs.keys()]).toEqual(['suite', 'singlestore', 'build'])
  for (const [, text] of jobs) expect(text).toMatch(/^ {4}timeout-minutes: \d+$/m)
  expect(workflow).toContain('\npermissions:\n  contents: read\n\n')
  expect(workflow.match(/permissions:/g)).toHaveLength(1)
  expect(workflow).toMatch(/^on:\n {2}push:\n {2}pull_request:\n/m)
})

test('every command that it runs is there', () => {
  const named = commands.flatMap((line) => {
    const [, script, file] = /\bnpm (?:run )?([\w:]+)(?: -- (\S+))?$/.exec(line) ?? []
    return script === undefined ? [] : [{ script, file }]
  })
  const own = named.filter(({ script }) => script !== 'ci')
  expect(own.map(({ script }) => script)).toEqual(
    expect.arrayContaining(['test', 'test:integration', 'build']),
  )
  expect(own.filter(({ script }) => scripts[script] === undefined)).toEqual([])
  expect(own.filter(({ file }) => file !== undefined && !existsSync(join(root, file)))).toEqual([])
  // osls is what brings `serverless`.
  expect(commands).toContain('npx serverless package')
  expect(devDependencies).toHaveProperty('osls')
})

test('it runs on the Node of the functions', () => {
  const [, major = ''] = /^ {2}runtime: nodejs(\d+)\.x$/m.exec(read('serverless.yml')) ?? []
  const versions = [...workflow.matchAll(/node-version: (.+)/g)].map(([, version]) => version)
  expect(versions).toEqual([...jobs.keys()].map(() => major))
  expect(engines.node).toBe(`>=${major}`)
})

test('actions are pinned to commits, one of each', () => {
  const uses = [...workflow.matchAll(/uses: (.+)/g)].map(([, action = '']) => action)
  expect(uses.length).toBeGreaterThan(0)
  expect(
    uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
  ).toEqual([])
  const names = new Set(uses.map((action) => action.split('@')[0]))
  expect(new Set(uses).size).toBe(names.size)
})

test('the tests against SingleStore reach the container that is started for them', () => {
  const url = new URL(found('singlestore', /^ {6}(?:SINGLESTORE_TEST_URL): (\S+)$/m))
  expect(read('test/support/stand-in.ts')).toContain('process.env.SINGLESTORE_TEST_URL')
  expect(url.username).toBe('root')
  expect(url.password).toBe(found('singlestore', /ROOT_PASSWORD: (\S+)/))
  expect(found('singlestore', /- (\d+):3306$/m)).toBe(url.port)
  expect(found('singlestore', /image: (\S+):\d+\.\d+\.\d+$/m)).toBe(
    'ghcr.io/singlestore-labs/singlestoredb-dev',
  )
  expect(found('singlestore', /run: (npm run .+)/)).toBe('npm run test:integration')
  expect(found('suite', /(SINGLESTORE_TEST_URL)/)).toBe('')
})

test('what is deployed is run on its own architecture', () => {
  const [, architecture] = /^ {2}architecture: (\w+)$/m.exec(read('serverless.yml')) ?? []
  expect(architecture).toBe('arm64')
  expect(found('build', /runner: \[(.+)\]/).split(', ')).toContain('ubuntu-24.04-arm')
  expect(jobs.get('build')).toContain('test/integration/packaged-functions.test.ts')
})
