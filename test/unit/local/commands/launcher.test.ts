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

test('a signal is passed on to the command, whose exit code counts', async () => {
  writeFileSync(
    join(root, 'infra/local/try.ts'),
    `process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(42) })
     setInterval(() => {}, 1000)
     console.log('ready')`,
  )
  const child = spawn(process.execPath, [join(root, 'infra/local/run.js'), 'try'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      PATH: [join(root, 'bin'), process.env.PATH].join(delimiter),
      npm_execpath: '',
    },
  })
  let output = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    output += text
    if (text.includes('ready')) child.kill('SIGTERM')
  })
  const [code] = await once(child, 'close')
  expect(output).toContain('asked to stop')
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
  expect(stderr).toContain('demo, try')
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

test('a chain of tools stops at the first that fails and says which', () => {
  write('node_modules/.package-lock.json', { packages: {} })
  mkdirSync(join(root, 'node_modules/.bin'))
  for (const [tool, source] of [
    ['tsc', 'console.log("tsc", ...process.argv.slice(2))'],
    ['biome', 'process.exit(3)'],
    ['knip', 'console.log("knip ran")'],
  ] as const) {
    program(tool, source)
    cpSync(join(root, 'bin', tool), join(root, 'node_modules/.bin', tool))
  }
  write('node_modules/package.json', { type: 'commonjs' })
  const { stdout, stderr, status } = run('lint')
  expect(stdout).toContain('tsc --noEmit')
  expect(stdout).not.toContain('knip ran')
  expect(stderr).toContain('== types ==')
  expect(stderr).toContain('Failed: format and lint (exit code 3)')
  expect(status).toBe(3)
})
