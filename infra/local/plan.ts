/** `npm run plan`: what would the sink create or alter in this database? */
import { withCleanup } from './commands/cleanup.ts'
import { describeError } from './commands/describe-error.ts'
import { planExitCode } from './commands/plan/exit-code.ts'
import { type PlanRequest, parseArguments, usage } from './commands/plan/parse-arguments.ts'
import { planJson } from './commands/plan/plan-json.ts'
import { printPlan } from './commands/plan/print-plan.ts'
import { runPlan } from './commands/plan/run-plan.ts'
import { createTerminal } from './commands/terminal.ts'
import { UsageError } from './commands/usage-error.ts'

async function run(request: PlanRequest): Promise<number> {
  const { stdout, stderr } = process
  const terminal = createTerminal({ json: request.json, stdout, stderr })
  const result = await withCleanup((onEnd) => runPlan(request, terminal, process.env, onEnd))
  printPlan(result, terminal)
  terminal.result(planJson(result))
  return planExitCode(result)
}

try {
  const request = parseArguments(process.argv.slice(2))
  if (request.help) console.log(usage)
  else process.exitCode = await run(request)
} catch (error) {
  console.error(describeError(error))
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = 1
}
