import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Deployment } from '../../../../infra/deployment.ts'
import { msk } from '../deployment/given.ts'

/** What osls gives to a file of JavaScript that serverless.yml names. */
interface Osls {
  readonly options: { readonly param?: readonly string[] }
  readonly resolveConfigurationProperty: (path: readonly string[]) => Promise<unknown>
  readonly resolveVariable: (variable: string) => Promise<unknown>
}

type Block = Readonly<Record<string, unknown>>

const project = join(import.meta.dirname, '..', '..', '..', '..')
const plugin = join('infra', 'serverless-plugin', 'deployment.cjs')
const bridge: (osls: Osls) => Promise<Deployment> = createRequire(import.meta.url)(
  join(project, plugin),
)

/** As osls answers: of the command line with the first line of a text. */
function osls(stages: Readonly<Record<string, Block>>, param?: readonly string[]): Osls {
  const typed = (param ?? []).map((text) => /([^=]+)=(.+)/.exec(text)?.slice(1) ?? [])
  const values: Block = {
    ...stages.default,
    ...stages.prod,
    ...Object.fromEntries(typed.map(([name, value]) => [name, value?.trimEnd()])),
  }
  return {
    options: param === undefined ? {} : { param },
    resolveConfigurationProperty: async ([, stage = '']) => stages[stage],
    resolveVariable: async (variable) => {
      if (variable === 'sls:stage') return 'prod'
      const [, name = ''] = /^param:(.+), null$/.exec(variable) ?? []
      return Object.hasOwn(values, name) ? values[name] : null
    },
  }
}

describe('what osls is given', () => {
  test('comes from the command line, over the stage, over the defaults', async () => {
    const given = osls(
      {
        default: { ...msk, topics: 'a', 'memory-mb': 512, 'timeout-seconds': 100, dashboard: null },
        prod: { 'memory-mb': 1024, 'timeout-seconds': 200 },
      },
      ['timeout-seconds=300', 'SINK_TABLE_KEYS=PRIMARY=id'],
    )
    const { settings, faults, unset } = await bridge(given)
    expect({ faults, unset }).toEqual({ faults: [], unset: [] })
    expect(settings).toMatchObject({
      stackName: 'singlestore-sink-shop-prod',
      memoryMb: 1024,
      timeoutSeconds: 300,
      environment: { SINK_TABLE_KEYS: 'PRIMARY=id' },
    })
  })

  test('is whole where nothing is given: what is missing is named, and nothing is thrown', async () => {
    const { faults, unset, region } = await bridge(osls({}))
    expect(faults).toEqual([])
    expect(unset).toContain('sink-name')
    expect(region).toBeNull()
  })

  test('holds lists, maps, numbers and texts of several lines as serverless.yml has them', async () => {
    const properties = '# lines\n\nfields.whitelist=a , b\n'
    const block = { ...msk, topics: ['a', 'b'], 'batch-window-seconds': 0 }
    const options = { SINK_PROPERTIES: properties, SINK_TABLE_OPTIONS: { a: { keyLength: 40 } } }
    const { settings, faults, resources } = await bridge(osls({ prod: { ...block, ...options } }))
    expect(faults).toEqual([])
    expect(settings.environment).toMatchObject({
      SINK_PROPERTIES: properties,
      SINK_TABLE_OPTIONS: '{"a":{"keyLength":40}}',
    })
    expect(JSON.stringify(resources)).toContain('"MaximumBatchingWindowInSeconds":0')
  })

  test('holds every line of the command line, byte for byte', async () => {
    const properties = 'fields.whitelist=a\nauto.create=false \n'
    const { settings } = await bridge(osls({ prod: msk }, [`SINK_PROPERTIES=${properties}`]))
    expect(settings.environment.SINK_PROPERTIES).toBe(properties)
  })

  test('holds every line of --param=…, too, of which osls keeps the first', async () => {
    const properties = 'fields.whitelist=a\nauto.create=false \n'
    process.argv.push(`--param=SINK_PROPERTIES=${properties}`)
    try {
      const { settings } = await bridge(osls({ prod: msk }, ['SINK_PROPERTIES=fields.whitelist=a']))
      expect(settings.environment.SINK_PROPERTIES).toBe(properties)
    } finally {
      process.argv.pop()
    }
  })

  test('names what is wrong, whatever it is called', async () => {
    const { faults } = await bridge(osls({ prod: JSON.parse('{"__proto__":"x","a\\"b":1}') }))
    expect(faults.toSorted()).toEqual([
      '__proto__ is no parameter; docs/deployment.md lists them',
      'a"b is no parameter; docs/deployment.md lists them',
    ])
  })
})

test('a variable that osls cannot resolve yet is left to osls', async () => {
  const pending = Object.assign(new Error('not yet'), { code: 'MISSING_VARIABLE_DEPENDENCY' })
  const given = osls({ prod: { topics: 'a' } })
  const resolveVariable = async (variable: string) => {
    if (variable.startsWith('param:topics')) throw pending
    return await given.resolveVariable(variable)
  }
  await expect(bridge({ ...given, resolveVariable })).rejects.toBe(pending)
})

describe('a program that ends in the middle', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridge-'))
    await mkdir(join(folder, 'infra', 'local', 'commands'), { recursive: true })
    await mkdir(join(folder, 'infra', 'serverless-plugin'))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    const beside = join('infra', 'serverless-plugin', 'run-script.cjs')
    for (const path of [plugin, beside, join('infra', 'local', 'commands', 'find-node.js')]) {
      await cp(join(project, path), join(folder, path))
    }
    await writeFile(join(folder, 'infra', 'deployment.ts'), "throw new Error('out of order')")
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('shows its own error, also where it has not read what it was given', async () => {
    const script = `
      const text = 'x'.repeat(1_000_000)
      require(${JSON.stringify(join(folder, plugin))})({
        options: {},
        resolveConfigurationProperty: async () => ({ text }),
        resolveVariable: async () => text,
      }).then(() => console.error('no error'), (error) => console.error(error.message))`
    const said = await new Promise<string>((resolve) =>
      execFile(process.execPath, ['-e', script], (_, __, stderr) => resolve(stderr)),
    )
    expect(said).toContain('Error: out of order')
    expect(said).toContain('infra/deployment.ts ended with 1')
    expect(said).not.toMatch(/EPIPE|no error|not valid JSON/)
  })
})
