import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 30_000 })

const launcher = join(import.meta.dirname, '../../../../infra/local')

const lock = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/elsewhere': { version: '1.0.0', optional: true },
  },
}

let root: string

/** A project with the launcher and a `try` of its own; npm is a program that notes how it was called. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'launcher-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'infra/local'), { recursive: true })
  cpSync(join(launcher, 'run.js'), join(root, 'infra/local/run.js'))
  cpSync(join(launcher, 'commands'), join(root, 'infra/local/commands'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(
    join(root, 'infra/local/try.ts'),
    `const exit: string = process.argv[2] ?? ''
     console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), path: process.env.PATH }))
     if (exit === 'killed') process.kill(process.pid, 'SIGKILL')
     process.exitCode = Number(exit)`,
  )
  mkdirSync(join(root, 'bin'))
  program(
    'npm',
    'require("fs").writeFileSync("npm-args", process.argv.slice(2).join(" ")); console.log("npm speaks")',
  )
})

function program(name: string, source: string): void {
  writeFileSync(join(root, 'bin', name), `#!${process.execPath}\n${source}`)
  chmodSync(join(root, 'bin', name), 0o755)
  writeFileSync(join(root, 'bin/package.json'), '{"type":"commonjs"}')
}

function write(path: string, value: unknown): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), JSON.stringify(value))
}

function run(...args: readonly string[]) {
  const { npm_execpath: _, npm_lifecycle_event: __, ...environment } = process.env
  return spawnSync(process.execPath, [join(root, 'infra/local/run.js'), ...args], {
    encoding: 'utf8',
    cwd: join(root, 'bin'),
    env: { ...environment, PATH: [join(root, 'bin'), process.env.PATH].join(delimiter) },
  })
}

function start(command: string) {
  return spawn(process.execPath, [join(root, 'infra/local/run.js'), command], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      PATH: [join(root, 'bin'), process.env.PATH].join(delimiter),
      npm_execpath: '',
    },
  })
}

/** Sends SIGTERM once the command says that it is ready. */
async function outputAfterSignal(child: ReturnType<typeof start>) {
  let text = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (more: string) => {
    text += more
    if (text.includes('ready')) child.kill('SIGTERM')
  })
  const [code] = await once(child, 'close')
  return { text, code }
}

test('a signal is passed on to the command, whose exit code counts', async () => {
  writeFileSync(
    join(root, 'infra/local/try.ts'),
    `process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(42) })
     setInterval(() => {}, 1000)
     console.log('ready')`,
  )
  const { text, code } = await outputAfterSignal(start('try'))
  expect(text).toContain('asked to stop')
  expect(code).toBe(42)
})

function npmArgs(): string | null {
  try {
    return readFileSync(join(root, 'npm-args'), 'utf8')
  } catch {
    return null
  }
}

test('a command gets its arguments, its user’s folder, and the right Node first on the PATH', () => {
  const { stdout, status } = run('try', '0', '--env', 'A=b c')
  expect(JSON.parse(stdout)).toMatchObject({
    args: ['0', '--env', 'A=b c'],
    cwd: expect.stringMatching(/\/bin$/),
    path: expect.stringMatching(new RegExp(`^${join(process.execPath, '..')}${delimiter}`)),
  })
  expect(status).toBe(0)
})

test('the exit code is the command’s', () => {
  expect(run('try', '2').status).toBe(2)
  expect(run('try', 'killed').status).toBe(128 + 9)
})

test('an unknown command is misuse and the known ones are listed', () => {
  const { stderr, status } = run('tyr')
  expect(status).toBe(2)
  expect(stderr).toContain('Unknown command "tyr"')
  expect(stderr).toMatch(/one of demo, .*\btry, build\b/)
})

test('without node_modules everything is installed by the lock file, and standard output stays the command’s', () => {
  write('package-lock.json', lock)
  const { stdout, stderr } = run('try', '0')
  expect(npmArgs()).toMatch(/^ci /)
  expect(stderr).toContain('Installing the dependencies with npm ci: node_modules is absent.')
  expect(stderr).toContain('npm speaks')
  expect(stdout.trim().split('\n')).toHaveLength(1)
})

test('without a lock file npm install is used', () => {
  run('try', '0')
  expect(npmArgs()).toMatch(/^install /)
})

test('what is installed is not installed again; packages of other platforms are not missed', () => {
  write('package-lock.json', lock)
  write('node_modules/.package-lock.json', {
    packages: { 'node_modules/a': lock.packages['node_modules/a'] },
  })
  const { stderr, status } = run('try', '0')
  expect(npmArgs()).toBeNull()
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('a package of another version is installed anew, and named', () => {
  write('package-lock.json', lock)
  write('node_modules/.package-lock.json', {
    packages: { 'node_modules/a': { version: '0.9.0', integrity: 'y' } },
  })
  expect(run('try', '0').stderr).toContain('node_modules/a differs from package-lock.json')
  expect(npmArgs()).toMatch(/^ci /)
})

test('an installation that was interrupted is repeated', () => {
  write('package-lock.json', lock)
  mkdirSync(join(root, 'node_modules'))
  expect(run('try', '0').stderr).toContain('node_modules is incomplete')
})

test('a failing npm ends the command with its own exit code said', () => {
  program('npm', 'process.exit(7)')
  const { stderr, stdout, status } = run('try', '0')
  expect(stderr).toContain('npm install failed with exit code 7')
  expect(stdout).toBe('')
  expect(status).toBe(1)
})

/** Puts programs where the tools of a chain are looked for; what is installed then counts as complete. */
function tools(sources: Readonly<Record<string, string>>): void {
  write('node_modules/.package-lock.json', { packages: {} })
  mkdirSync(join(root, 'node_modules/.bin'))
  for (const [tool, source] of Object.entries(sources)) {
    program(tool, source)
    cpSync(join(root, 'bin', tool), join(root, 'node_modules/.bin', tool))
  }
  write('node_modules/package.json', { type: 'commonjs' })
}

test('a chain of tools runs to its end, says which failed, and fails', () => {
  tools({
    tsc: 'console.log("tsc", ...process.argv.slice(2))',
    biome: 'process.exit(3)',
    knip: 'console.log("knip ran"); process.exit(2)',
  })
  const { stdout, stderr, status } = run('lint')
  expect(stdout).toContain('tsc --noEmit')
  expect(stdout).toContain('knip ran')
  expect(stderr).toContain('== format and lint ==')
  expect(stderr).toContain(
    'Passed: types\nFailed: format and lint (exit code 3), dead code (exit code 2)\n',
  )
  expect(status).toBe(1)
})

test('the tests run whatever is wrong before them, and their figures come last', () => {
  const vitest = (passed: number) => `
    const { writeFileSync } = require('node:fs')
    const path = process.argv.find((one) => one.startsWith('--outputFile.json=')).split('=')[1]
    writeFileSync(path, JSON.stringify({ numPassedTests: ${passed}, numFailedTests: 1, testResults: [] }))
    process.exit(process.argv.includes('unit') ? 1 : 0)`
  tools({ tsc: 'process.exit(2)', biome: '', knip: '', vitest: vitest(4) })
  const { stderr, status } = run('test')
  expect(stderr.trimEnd().split('\n').slice(-3)).toEqual([
    'Passed: format and lint, dead code, integration tests',
    'Failed: types (exit code 2), unit and architecture tests (exit code 1)',
    '8 passed, 2 failed',
  ])
  expect(status).toBe(1)
})

test('a chain in which nothing fails succeeds', () => {
  tools({ tsc: '', biome: '', knip: '' })
  const { stderr, status } = run('lint')
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('Passed: types, format and lint, dead code')
  expect(status).toBe(0)
})

test('a signal ends a chain with the tool that it interrupted', async () => {
  tools({
    tsc: `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('ready')`,
    biome: 'console.log("biome ran")',
    knip: 'console.log("knip ran")',
  })
  const { text, code } = await outputAfterSignal(start('lint'))
  expect(text).not.toContain('ran')
  expect(code).toBe(1)
})

test.each([
  ['lint', '"lint" takes no arguments, but was given --bogus'],
  ['build', '"build" takes no arguments, but was given --bogus'],
  ['test', 'The commands test:unit and test:integration hand theirs to vitest.'],
])(
  '%s takes no arguments: they are misuse, and nothing is installed or run',
  (command, message) => {
    const { stdout, stderr, status } = run(command, '--bogus')
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(npmArgs()).toBeNull()
  },
)

test('a command of one test run hands its arguments to vitest', () => {
  tools({ vitest: 'console.log(process.argv.slice(2).join(" "))' })
  const { stdout } = run('test:unit', 'some-file', '-t', 'name')
  expect(stdout).toMatch(/^run --project unit .*some-file -t name\n$/)
})
