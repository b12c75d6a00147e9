import { runStep } from './run-step.js'
import { createTestCount } from './test-count.js'

/**
 * Runs the steps of a command in order, up to the first that fails.
 *
 * @param {readonly object[]} steps from the command table
 * @param {{ root: string, node: string, userFolder: string, userArgs: readonly string[] }} surroundings
 * @param {(line: string) => void} say
 * @returns {Promise<number>} the exit code of the last step that ran
 */
export async function runCommand(steps, surroundings, say) {
  const [only] = steps
  if (steps.length === 1 && only.tests !== true) return await runStep(only, surroundings)
  const tests = createTestCount()
  const passed = []
  try {
    for (const step of steps) {
      if (steps.length > 1) say(`\n== ${step.title} ==`)
      const counted = step.tests === true ? tests.args() : []
      const code = await runStep(
        { ...step, args: [...(step.args ?? []), ...counted] },
        // Several tools cannot share one list of arguments.
        steps.length > 1 ? { ...surroundings, userArgs: [] } : surroundings,
      )
      if (step.tests === true) tests.read()
      if (code !== 0) {
        say(`\nFailed: ${step.title} (exit code ${code})`)
        return code
      }
      passed.push(step.title)
    }
    say(`\nPassed: ${passed.join(', ')}`)
    return 0
  } finally {
    if (steps.some((step) => step.tests === true)) {
      say(`${tests.count.passed} passed, ${tests.count.failed} failed`)
    }
    tests.close()
  }
}
