/** `npm run demo`: three sample topics into auto-created tables, exactly once, delivered twice. */
import { parseArgs } from 'node:util'
import { withCleanup } from './commands/cleanup.ts'
import { demoJson } from './commands/demo/demo-json.ts'
import { runDemo } from './commands/demo/run-demo.ts'
import { describeError } from './commands/describe-error.ts'
import { createTerminal } from './commands/terminal.ts'

const usage = 'Usage: npm run demo [-- --json]'

async function run(json: boolean): Promise<number> {
  const { stdout, stderr } = process
  const terminal = createTerminal({ json, stdout, stderr })
  const result = await withCleanup((onEnd) => runDemo(terminal, process.env, onEnd))
  const held = result.verdicts.every((verdict) => verdict.held)
  terminal.line(held ? '\nEvery record is in its table exactly once.' : '\nA promise did not hold.')
  terminal.result(demoJson(result))
  return held ? 0 : 1
}

function parse() {
  try {
    return parseArgs({
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch {
    return null
  }
}

const values = parse()
if (values === null) {
  console.error(usage)
  process.exitCode = 2
} else if (values.help === true) {
  console.log(usage)
} else {
  try {
    process.exitCode = await run(values.json === true)
  } catch (error) {
    console.error(describeError(error))
    process.exitCode = 1
  }
}
