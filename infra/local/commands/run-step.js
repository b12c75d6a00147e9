import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs one step of a command with the given Node first on the PATH, passing signals on.
 *
 * @param {{ script?: string, tool?: string, args?: readonly string[] }} step
 * @param {{ root: string, node: string, userFolder: string, userArgs: readonly string[] }} surroundings
 * @returns {Promise<{ code: number, interrupted: boolean }>} the exit code, 128 + the signal's number when a signal
 *   ended it; and whether we were told to stop meanwhile
 */
export function runStep(step, { root, node, userFolder, userArgs }) {
  const bin = join(root, 'node_modules/.bin')
  const env = {
    ...plainOutput(),
    ...process.env,
    PATH: [dirname(node), bin, process.env.PATH ?? ''].join(delimiter),
  }
  const windows = process.platform === 'win32'
  const [file, args, cwd] =
    step.script === undefined
      ? [join(bin, windows ? `${step.tool}.cmd` : step.tool), [...step.args, ...userArgs], root]
      : [node, [join(root, step.script), ...userArgs], userFolder]
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: 'inherit',
      shell: windows && step.script === undefined,
    })
    let interrupted = false
    const forward = (signal) => {
      interrupted = true
      // A terminal sends Ctrl-C to the whole group: the child has it already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of FORWARDED) process.on(signal, forward)
    const settle = () => {
      for (const signal of FORWARDED) process.off(signal, forward)
    }
    child.on('error', (cause) => {
      settle()
      reject(new Error(`${file} cannot be started: ${cause.message}`, { cause }))
    })
    child.on('close', (code, signal) => {
      settle()
      resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), interrupted })
    })
  })
}

/** vitest and biome colour a log file too, unless told not to. */
function plainOutput() {
  return process.stdout.isTTY || process.env.FORCE_COLOR !== undefined ? {} : { NO_COLOR: '1' }
}
