/**
 * Says why a command cannot take the arguments it was given; null where it can, or has to judge them itself.
 *
 * @param {string} command
 * @param {readonly object[]} steps of that command, from the command table
 * @param {readonly string[]} userArgs
 * @returns {string | null}
 */
export function refuseArguments(command, steps, userArgs) {
  // Several tools cannot share one list of arguments.
  const takesNone = steps.length > 1 || steps.some((step) => step.takesArguments === false)
  if (!takesNone || userArgs.length === 0) return null
  const given = `"${command}" takes no arguments, but was given ${userArgs.join(' ')}`
  return steps.some((step) => step.tests === true)
    ? `${given}\nThe commands test:unit and test:integration hand theirs to vitest.`
    : given
}
