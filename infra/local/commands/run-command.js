import { runStep } from './run-step.js'
import { createTestCount } from './test-count.js'

/**
 * Runs the steps of a command in order, all of them: one that fails must not hide what is wrong with the others.
 * A signal ends the command with the step that it interrupted.
 *
 * @param {readonly object[]} steps from the command table
 * @param {{ root: string, node: string, userFolder: string, userArgs: readonly string[] }} surroundings
 * @param {(line: string) => void} say
 * @returns {Promise<number>} the exit code: of the only step that is no test run, else 1 when any failed
 */
export async function runCommand(steps, surroundings, say) {
  const [only] = steps
  if (steps.length === 1 && only.tests !== true) return (await runStep(only, surroundings)).code
  const tests = createTestCount()
  const passed = []
  const failed = []
  try {
    for (const step of steps) {
      if (steps.length > 1) say(`\n== ${step.title} ==`)
      const counted = step.tests === true ? tests.args() : []
      const { code, interrupted } = await runStep(
        { ...step, args: [...(step.args ?? []), ...counted] },
        surroundings,
      )
      if (step.tests === true) tests.read()
      if (interrupted) {
        say(`\nInterrupted: ${step.title}`)
        return code === 0 ? 1 : code
      }
      if (code === 0) passed.push(step.title)
      else failed.push(`${step.title} (exit code ${code})`)
    }
    say('')
    if (passed.length > 0) say(`Passed: ${passed.join(', ')}`)
    if (failed.length > 0) say(`Failed: ${failed.join(', ')}`)
    return failed.length === 0 ? 0 : 1
  } finally {
    if (steps.some((step) => step.tests === true)) {
      say(`${tests.count.passed} passed, ${tests.count.failed} failed`)
    }
    tests.close()
  }
}
