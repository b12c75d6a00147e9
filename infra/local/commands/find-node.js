import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The Lambda runtime's major version; the first that vitest, the bundle and plain TypeScript all agree with. */
const NEEDED_MAJOR = 24

/**
 * Finds a Node that runs the project: this one, or the one that npm put into `node_modules`.
 *
 * @param {string} root the project's folder
 * @returns {string} absolute path of the executable
 * @throws {Error} when there is none, saying what to install
 */
export function findNode(root) {
  if (major(process.version) >= NEEDED_MAJOR) return process.execPath
  const bundled = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node')
  if (!existsSync(bundled)) {
    throw new Error(
      `Node ${NEEDED_MAJOR} or newer is needed, this is ${process.version}, and npm did not install one for ${process.platform}-${process.arch}. ` +
        `Install Node ${NEEDED_MAJOR} (https://nodejs.org) and run the command again.`,
    )
  }
  // An optional dependency may be there and yet not run, on another C library for instance.
  const { stdout, error } = spawnSync(bundled, ['--version'], { encoding: 'utf8' })
  const version = stdout?.trim() ?? ''
  if (major(version) >= NEEDED_MAJOR) return bundled
  throw new Error(
    `Node ${NEEDED_MAJOR} or newer is needed, this is ${process.version}, and ${bundled} ${
      version === '' ? `does not run (${error?.message ?? 'no answer'})` : `is ${version}`
    }. Install Node ${NEEDED_MAJOR} (https://nodejs.org) and run the command again.`,
  )
}

function major(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0)
}
