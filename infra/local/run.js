/**
 * Starts every command of the project: `node infra/local/run.js <command> [arguments]`.
 *
 * Plain JavaScript for Node 20, without dependencies: it runs before anything is installed. It installs what is
 * missing, finds a Node 24 and hands over. It writes to standard error alone: standard output belongs to the command.
 */
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandTable } from './commands/command-table.js'
import { findNode } from './commands/find-node.js'
import { install } from './commands/install.js'
import { refuseArguments } from './commands/refuse-arguments.js'
import { runCommand } from './commands/run-command.js'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const [command = '', ...userArgs] = process.argv.slice(2)
const steps = commandTable.get(command)
const refusal = steps === undefined ? null : refuseArguments(command, steps, userArgs)

// npm runs scripts in the project's folder and remembers where the user stood.
const byNpm = process.env.npm_lifecycle_event === command
const userFolder = (byNpm ? process.env.INIT_CWD : undefined) ?? process.cwd()

function say(line) {
  process.stderr.write(`${line}\n`)
}

if (steps === undefined) {
  if (command !== '') say(`Unknown command "${command}".`)
  say(`Usage: npm run <command>, one of ${[...commandTable.keys()].join(', ')}`)
  process.exitCode = 2
} else if (refusal !== null) {
  say(refusal)
  process.exitCode = 2
} else {
  try {
    await install(root, say)
    const node = findNode(root)
    process.exitCode = await runCommand(steps, { root, node, userFolder, userArgs }, say)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
