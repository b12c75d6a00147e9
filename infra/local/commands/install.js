import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingPackages } from './missing-packages.js'

const HEARTBEAT_MS = 5000

/**
 * Installs the dependencies when `node_modules` does not hold what the lock file asks for.
 *
 * @param {string} root the project's folder
 * @param {(line: string) => void} say
 * @throws {Error} when npm cannot be started or fails
 */
export async function install(root, say) {
  const reason = reasonToInstall(root)
  if (reason === null) return
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install'
  say(`Installing the dependencies with npm ${command}: ${reason}.`)
  const startedMs = Date.now()
  const heartbeat = setInterval(
    () => say(`  still installing, ${seconds(startedMs)} s`),
    HEARTBEAT_MS,
  )
  try {
    await npm(root, [command, '--no-audit', '--no-fund', '--loglevel=error'])
  } finally {
    clearInterval(heartbeat)
  }
  say(`Installed in ${seconds(startedMs)} s.`)
}

function reasonToInstall(root) {
  const lock = readJson(join(root, 'package-lock.json'))
  const installed = readJson(join(root, 'node_modules/.package-lock.json'))
  if (installed === null) {
    return existsSync(join(root, 'node_modules'))
      ? 'node_modules is incomplete'
      : 'node_modules is absent'
  }
  if (lock === null) return null
  const missing = missingPackages(lock, installed)
  const [first] = missing
  if (first === undefined) return null
  const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more`
  return `${first}${others} differs from package-lock.json`
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function npm(root, args) {
  // Inside an npm script npm names its own file; that very npm is the one to use, whatever PATH holds.
  const own = process.env.npm_execpath
  const [file, first] = own?.endsWith('.js') === true ? [process.execPath, [own]] : ['npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], {
      cwd: root,
      // Standard output belongs to the command that was asked for.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && file === 'npm',
    })
    child.on('error', (cause) =>
      reject(new Error('npm cannot be started: is it on the PATH?', { cause })),
    )
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`npm ${args[0]} failed with exit code ${code}: see its message above`)),
    )
  })
}

function seconds(sinceMs) {
  return Math.round((Date.now() - sinceMs) / 1000)
}
