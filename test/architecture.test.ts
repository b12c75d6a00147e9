import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { arrowFaults } from './architecture/arrows.ts'
import { circleFaults } from './architecture/circles.ts'
import { nameFaults, sizeFaults, wordFaults } from './architecture/form.ts'
import { environmentFaults, packageFaults } from './architecture/packages.ts'
import { readSourceFile, type SourceFile } from './architecture/source-file.ts'
import { surroundingsFaults } from './architecture/surroundings.ts'

type Rule = (files: readonly SourceFile[]) => readonly string[]

function read(sources: Readonly<Record<string, string>>): readonly SourceFile[] {
  return Object.entries(sources).map(([path, source]) => readSourceFile(path, source))
}

describe('the source tree', () => {
  const root = dirname(import.meta.dirname)
  const paths = globSync('{functions,lib,infra,test}/**/*.{ts,js}', { cwd: root }).toSorted()
  const files = paths.map((path) => readSourceFile(path, readFileSync(join(root, path), 'utf8')))
  const inTest = (path: string) => path.startsWith('test/')

  test('is read: the entry of the sink and the files it imports are in it', () => {
    const entry = files.find(({ path }) => path === 'functions/sink.ts')
    const targets = entry?.imports.flatMap(({ target }) => target ?? []) ?? []
    expect(targets).toContain('lib/config.ts')
    expect(paths).toEqual(expect.arrayContaining(targets))
  })

  test.each<[string, Rule]>([
    ['arrows point down', arrowFaults],
    ['the product knows neither its infrastructure nor its tests', surroundingsFaults],
    ['imports make no circle', circleFaults],
    ['only lib/config.ts reads the environment', environmentFaults],
    ['files and folders are named for ideas', nameFaults],
    ['nothing is exported by default, nothing is an enum or any', wordFaults],
    ['files are small', sizeFaults],
  ])('%s', (_, rule) => {
    expect(rule(files)).toEqual([])
  })

  test('AWS is known in functions and lib/lambda, mysql2 in lib/singlestore and the local tools, each binary format in its own room', () => {
    expect(packageFaults(files.filter(({ path }) => !inTest(path)))).toEqual([])
  })
})

const imports = (specifier: string) => `import { it } from '${specifier}'`

describe('each rule finds its fault', () => {
  test.each<[string, Rule, Record<string, string>, readonly string[]]>([
    [
      'an arrow that points up, however it is written',
      arrowFaults,
      {
        'lib/kafka/a.ts': `// import '../sink.ts'\n${imports('../sink.ts')}`,
        'lib/format/b.ts': "export type { It } from '../singlestore/it.ts'",
        'lib/config/c.ts': "const it = await import('../lambda/it.ts')",
        'lib/schema.ts': "import './format/it.ts'",
        'lib/table/d.ts': "import type {\n  It,\n} from '../config.ts'",
      },
      [
        'lib/kafka/a.ts:2: kafka may not import lib/sink.ts',
        'lib/format/b.ts:1: format may not import lib/singlestore/it.ts',
        'lib/config/c.ts:1: config may not import lib/lambda/it.ts',
        'lib/schema.ts:1: schema may not import lib/format/it.ts',
        'lib/table/d.ts:3: table may not import lib/config.ts',
      ],
    ],
    [
      'an arrow that points sideways',
      arrowFaults,
      {
        'lib/lambda/a.ts': imports('../singlestore/it.ts'),
        'lib/singlestore/b.ts': imports('../lambda/it.ts'),
        'lib/format/c.ts': imports('../kafka/record.ts'),
        'lib/kafka/d.ts': imports('../table/route.ts'),
      },
      [
        'lib/lambda/a.ts:1: lambda may not import lib/singlestore/it.ts',
        'lib/singlestore/b.ts:1: singlestore may not import lib/lambda/it.ts',
        'lib/format/c.ts:1: format may not import lib/kafka/record.ts',
        'lib/kafka/d.ts:1: kafka may not import lib/table/route.ts',
      ],
    ],
    [
      'a room nobody planned',
      arrowFaults,
      { 'lib/queue/a.ts': '', 'lib/table/b.ts': imports('../queue/a.ts') },
      [
        'lib/queue/a.ts: stands in no room',
        'lib/table/b.ts:1: table may not import lib/queue/a.ts',
      ],
    ],
    [
      'a product that imports its surroundings',
      surroundingsFaults,
      {
        'functions/a.ts': imports('../test/support/it.ts'),
        'lib/kafka/b.ts': imports('../../infra/local/it.ts'),
        'infra/c.ts': imports('../test/support/it.ts'),
        'test/unit/d.ts': imports('../../lib/sink.ts'),
      },
      [
        'functions/a.ts:1: functions may not import test/support/it.ts',
        'lib/kafka/b.ts:1: lib may not import infra/local/it.ts',
        'infra/c.ts:1: infra may not import test/support/it.ts',
      ],
    ],
    [
      'a package out of its room',
      packageFaults,
      {
        'lib/sink.ts': imports('@aws-sdk/client-secrets-manager'),
        'lib/config.ts': "import type { Context } from 'aws-lambda'",
        'lib/singlestore/a.ts': imports('@middy/core'),
        'lib/table/b.ts': imports('mysql2/promise'),
        'functions/c.ts': imports('mysql2'),
        'lib/lambda/d.ts': imports('@aws-sdk/client-secrets-manager'),
        'lib/singlestore/e.ts': imports('mysql2/promise'),
        'infra/local/f.ts': imports('mysql2/promise'),
        'lib/format/g.ts': "const it = await import('avsc')",
        'lib/format/avro/h.ts': imports('avsc/lib/types.js'),
        'lib/format/json-schema/i.ts': imports('protobufjs'),
        'lib/format/protobuf/j.ts': imports('protobufjs/light.js'),
        'infra/local/registry/k.ts': imports('protobufjs'),
      },
      [
        'lib/sink.ts:1: @aws-sdk/client-secrets-manager does not belong here',
        'lib/config.ts:1: aws-lambda does not belong here',
        'lib/singlestore/a.ts:1: @middy/core does not belong here',
        'lib/table/b.ts:1: mysql2/promise does not belong here',
        'functions/c.ts:1: mysql2 does not belong here',
        'lib/format/g.ts:1: avsc does not belong here',
        'lib/format/json-schema/i.ts:1: protobufjs does not belong here',
      ],
    ],
    [
      'a read of the environment outside the configuration',
      environmentFaults,
      {
        'functions/a.ts': 'const a = process.env.A',
        'lib/sink.ts': "const b = process['env']",
        'lib/kafka/c.ts': "import { env } from 'node:process'",
        'lib/config.ts': 'const d = process.env',
        'lib/kafka/e.ts': "const text = 'process.env' // process.env",
        'infra/f.ts': 'const f = process.env.F',
      },
      [
        'functions/a.ts:1: only lib/config.ts reads the environment',
        'lib/sink.ts:1: only lib/config.ts reads the environment',
        'lib/kafka/c.ts:1: only lib/config.ts imports node:process',
      ],
    ],
    [
      'a circle, of types too',
      circleFaults,
      {
        'lib/a.ts': imports('./b.ts'),
        'lib/b.ts': `import type { It } from './c.ts'`,
        'lib/c.ts': imports('./b.ts'),
        'lib/d.ts': imports('./d.ts'),
      },
      ['a circle: lib/b.ts → lib/c.ts → lib/b.ts', 'a circle: lib/d.ts → lib/d.ts'],
    ],
    [
      'a barrel and a drawer',
      nameFaults,
      {
        'lib/kafka/index.ts': '',
        'lib/utils/a.ts': '',
        'test/helpers.ts': '',
        'lib/index-of.ts': '',
      },
      [
        'lib/kafka/index.ts: a barrel; import from the file that owns the name',
        'lib/utils/a.ts: "utils" is a drawer, not a noun of this field',
        'test/helpers.ts: "helpers" is a drawer, not a noun of this field',
      ],
    ],
    [
      'a default export, an enum and any',
      wordFaults,
      {
        'lib/a.ts': 'export default function a() {}',
        'lib/b.ts':
          'const enum B { A }\nlet b: any\nconst c = b as any[]\nlet d: Map<string | any, B>',
        'lib/c.ts': "// any\nconst any = [1].values().some(Boolean) ? Promise.any([]) : 'enum any'",
        'lib/d.ts': 'switch (a) {\n  default:\n}\nconst e = { enum: [1] }\nexport { a as b }',
      },
      [
        'lib/a.ts:1: export default',
        'lib/b.ts:1: enum',
        'lib/b.ts:2: any',
        'lib/b.ts:3: any',
        'lib/b.ts:4: any',
      ],
    ],
    [
      'a file that is too long, and a median that is',
      sizeFaults,
      { 'lib/a.ts': '\n'.repeat(251), 'lib/b.ts': '\n'.repeat(90), 'functions/c.ts': 'one line' },
      [
        'lib/a.ts: 251 lines, at most 250',
        'functions and lib: a median of 90 lines, below 90 is wanted',
      ],
    ],
  ])('%s', (_, rule, sources, faults) => {
    expect(rule(read(sources))).toEqual(faults)
  })
})

describe('reading a source', () => {
  const specifiers = (source: string) =>
    readSourceFile('lib/a.ts', source).imports.map(({ specifier }) => specifier)

  test('takes no comment, string, template or regular expression for an import', () => {
    expect(
      specifiers(`
        /* import './comment.ts' */
        const text = "import './string.ts'"
        const template = \`import './template.ts' \${\`\${await import('./nested.ts')} from './inner.ts'\`}\`
        const quote = /['"\`]/.test(text) ? 1 / 2 : /[/'] import '.\\/x'/
        if (text) /'/.exec(text)
        const from = Array.from('./method.ts')
        export { a } from "./last.ts"
      `),
    ).toEqual(['./nested.ts', './last.ts'])
  })

  test('knows the line and the place that an import leads to', () => {
    const { imports: found } = readSourceFile(
      'lib/kafka/a.ts',
      "\n\nimport type { A } from '../sink.ts'\nimport 'node:fs'",
    )
    expect(found).toEqual([
      { specifier: '../sink.ts', target: 'lib/sink.ts', line: 3 },
      { specifier: 'node:fs', target: undefined, line: 4 },
    ])
  })
})
