/** `npm run doctor`: does everything that the sink stands on hold? */
import { withCleanup } from './commands/cleanup.ts'
import { describeError } from './commands/describe-error.ts'
import { type DoctorRequest, parseArguments, usage } from './commands/doctor/parse-arguments.ts'
import { printSummary } from './commands/doctor/print-check.ts'
import { runDoctor } from './commands/doctor/run-doctor.ts'
import { createTerminal } from './commands/terminal.ts'
import { UsageError } from './commands/usage-error.ts'

async function run(request: DoctorRequest): Promise<number> {
  const { stdout, stderr } = process
  const terminal = createTerminal({ json: request.json, stdout, stderr })
  const diagnosis = await withCleanup((onEnd) => runDoctor(request, terminal, process.env, onEnd))
  printSummary(diagnosis, terminal)
  terminal.result(diagnosis)
  return diagnosis.healthy ? 0 : 1
}

try {
  const request = parseArguments(process.argv.slice(2))
  if (request.help) console.log(usage)
  else process.exitCode = await run(request)
} catch (error) {
  console.error(describeError(error))
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
