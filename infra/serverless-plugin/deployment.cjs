'use strict'

const runScript = require('./run-script.cjs')

/**
 * What infra/deployment.ts makes of the parameters, by the precedence that `${param:…}` has: command line, stage, default.
 *
 * CommonJS, because osls loads it with `require`, and on whatever Node it was started with; the rest runs on Node 24.
 */
module.exports = async ({ options, resolveConfigurationProperty, resolveVariable }) => {
  const stage = await resolveVariable('sls:stage')
  const region = await resolveVariable('opt:region, env:AWS_REGION, null')
  // By block: what other stages say may hold variables that are not to be resolved here.
  const declared = async (block) =>
    Object.keys((await resolveConfigurationProperty(['params', block])) ?? {})
  const names = new Set([
    ...(await declared('default')),
    ...(await declared(stage)),
    ...(options.param ?? []).map((text) => text.slice(0, text.indexOf('='))),
  ])
  const parameters = new Map()
  for (const name of names) parameters.set(name, await resolved(name, resolveVariable))
  for (const [name, text] of severalLines(options.param ?? [])) parameters.set(name, text)
  return await runScript('deployment.ts', {
    stage,
    region,
    parameters: Object.fromEntries(parameters),
  })
}

/** Texts of several lines on the command line, of which osls gives the first line only; of `--param=…` it has no more. */
function severalLines(given) {
  const whole = process.argv.filter((text) => text.startsWith('--param='))
  return [...given, ...whole.map((text) => text.slice('--param='.length))]
    .map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])
    .filter(([, text]) => text.includes('\n'))
}

/** Null where a parameter is declared without a value, for which osls has an error. */
async function resolved(name, resolveVariable) {
  try {
    return await resolveVariable(`param:${name}, null`)
  } catch (error) {
    if (error.code === 'MISSING_VARIABLE_DEPENDENCY') throw error
    return await resolveVariable(`param:${name}`)
  }
}
