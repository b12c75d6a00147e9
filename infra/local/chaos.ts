/** `npm run chaos`: everything fails that can fail, then the database is asked whether the promise held. */
import { randomInt } from 'node:crypto'
import { parseArguments, usage } from './chaos/parse-arguments.ts'
import { chaosJson, held } from './chaos/report/chaos-json.ts'
import { printChaos } from './chaos/report/print-chaos.ts'
import type { ChaosRequest } from './chaos/request.ts'
import { openBehind } from './chaos/run/open-behind.ts'
import { runChaos } from './chaos/run-chaos.ts'
import { withCleanup } from './commands/cleanup.ts'
import { describeError } from './commands/describe-error.ts'
import { createTerminal } from './commands/terminal.ts'
import { UsageError } from './commands/usage-error.ts'

async function run(request: ChaosRequest, json: boolean): Promise<number> {
  const { stdout, stderr } = process
  const terminal = createTerminal({ json, stdout, stderr })
  terminal.line(`Seed ${request.seed}`)
  const report = await withCleanup(async (onEnd) => {
    const behind = await openBehind(terminal, process.env, onEnd)
    return await runChaos(request, behind, terminal, onEnd)
  })
  printChaos(report, terminal)
  const result = chaosJson(report)
  terminal.result(result)
  return held(result) ? 0 : 1
}

try {
  const parsed = parseArguments(process.argv.slice(2), () => randomInt(2 ** 32))
  if (parsed.kind === 'help') console.log(usage)
  else process.exitCode = await run(parsed.request, parsed.json)
} catch (error) {
  console.error(describeError(error))
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
