/** `npm run bench`: do the budgets hold? */
import { type BenchRequest, parseArguments, usage } from './bench/parse-arguments.ts'
import { printReport, reportJson } from './bench/report.ts'
import { runBench } from './bench/run-bench.ts'
import { withCleanup } from './local/commands/cleanup.ts'
import { createTerminal } from './local/commands/terminal.ts'
import { UsageError } from './local/commands/usage-error.ts'

async function run({ quick, json }: BenchRequest): Promise<void> {
  const { stdout, stderr } = process
  const terminal = createTerminal({ json, stdout, stderr })
  const { machine, figures } = await withCleanup((onEnd) => runBench(quick, terminal, onEnd))
  printReport(machine, figures, terminal)
  terminal.result(reportJson(machine, figures))
}

try {
  const request = parseArguments(process.argv.slice(2))
  if (request.help) console.error(usage)
  else await run(request)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
