/** `npm run try`: what would the sink do to my topic? */
import { withCleanup } from './commands/cleanup.ts'
import { describeError } from './commands/describe-error.ts'
import { createTerminal } from './commands/terminal.ts'
import { parseArguments, type TryRequest, usage } from './commands/try/parse-arguments.ts'
import { printTry } from './commands/try/print-try.ts'
import { runTry } from './commands/try/run-try.ts'
import { ScriptError } from './commands/try/script-error.ts'
import { tryJson } from './commands/try/try-json.ts'
import { UsageError } from './commands/usage-error.ts'

async function run(request: TryRequest): Promise<number> {
  const { stdout, stderr } = process
  const terminal = createTerminal({ json: request.json, stdout, stderr })
  const result = await withCleanup((onEnd) => runTry(request, terminal, process.env, onEnd))
  printTry(result, terminal)
  terminal.result(tryJson(result))
  return result.attempts.every(({ invocation }) => invocation.kind === 'answered') ? 0 : 1
}

try {
  const request = parseArguments(process.argv.slice(2))
  if (request.help) console.log(usage)
  else process.exitCode = await run(request)
} catch (error) {
  console.error(describeError(error))
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = error instanceof UsageError || error instanceof ScriptError ? 2 : 1
}
