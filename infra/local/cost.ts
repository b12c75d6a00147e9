/** `npm run cost`: what does a deployment cost in a month? */
import { costJson } from './commands/cost/cost-json.ts'
import { estimateOf } from './commands/cost/estimate.ts'
import { keepsUp } from './commands/cost/keeps-up.ts'
import { runMeasure } from './commands/cost/measure/run-measure.ts'
import { type CostArguments, parseArguments } from './commands/cost/parse-arguments.ts'
import { printCost } from './commands/cost/print-cost.ts'
import { readRequest } from './commands/cost/read-request.ts'
import { usage } from './commands/cost/usage.ts'
import { describeError } from './commands/describe-error.ts'
import { createTerminal } from './commands/terminal.ts'
import { UsageError } from './commands/usage-error.ts'

async function run(given: CostArguments): Promise<number> {
  const json = given.kind === 'estimate' && given.json
  const { stdout, stderr } = process
  const terminal = createTerminal({ json, stdout, stderr })
  switch (given.kind) {
    case 'help':
      terminal.line(usage)
      return 0
    case 'measure':
      terminal.line(`Written: ${await runMeasure(terminal)}`)
      return 0
    case 'estimate': {
      const { request, ...prices } = await readRequest(given)
      const estimate = estimateOf(request, prices.prices)
      printCost(estimate, prices, terminal)
      terminal.result(costJson(estimate, prices))
      return keepsUp(estimate) ? 0 : 1
    }
    default:
      return given satisfies never
  }
}

try {
  process.exitCode = await run(parseArguments(process.argv.slice(2)))
} catch (error) {
  console.error(describeError(error))
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
