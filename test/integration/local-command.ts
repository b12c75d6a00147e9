import { spawn, spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'

export interface CommandRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

const project = dirname(dirname(import.meta.dirname))

/** Runs a command of the project as a user does, through npm, in the project's folder. */
export function runCommand(command: string, ...args: readonly string[]): CommandRun {
  const { npm_lifecycle_event: _, ...environment } = process.env
  const { status, stdout, stderr } = spawnSync('npm', ['run', command, '--', ...args], {
    cwd: project,
    encoding: 'utf8',
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
  })
  return { exitCode: status, stdout, stderr }
}

/** The same while this process goes on, for a command that talks to it, with more variables. */
export async function runCommandBeside(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  const { npm_lifecycle_event: _, ...environment } = process.env
  const child = spawn('npm', ['run', command, '--', ...args], {
    cwd: project,
    env: { ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ])
  return { exitCode, stdout, stderr }
}

/** The result of a command with `--json`: the last line of standard output. */
export function lastLine({ stdout }: CommandRun): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}
