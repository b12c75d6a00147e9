/**
 * What each command runs, in order.
 *
 * A `script` is a TypeScript file that Node runs as it is and that gets the user's arguments and folder;
 * a `tool` is a program from `node_modules/.bin`, run in the project's folder. `tests` marks a test run whose
 * result is counted; `takesArguments: false` a script that would ignore arguments.
 */
const types = { title: 'types', tool: 'tsc', args: ['--noEmit'] }
const style = { title: 'format and lint', tool: 'biome', args: ['ci', '.'] }
const deadCode = { title: 'dead code', tool: 'knip', args: [] }
const unit = {
  title: 'unit and architecture tests',
  tool: 'vitest',
  args: ['run', '--project', 'unit'],
  tests: true,
}
const integration = {
  title: 'integration tests',
  tool: 'vitest',
  args: ['run', '--project', 'integration'],
  tests: true,
}

export const commandTable = new Map([
  ['demo', [{ title: 'demo', script: 'infra/local/demo.ts' }]],
  ['chaos', [{ title: 'chaos', script: 'infra/local/chaos.ts' }]],
  ['cost', [{ title: 'cost', script: 'infra/local/cost.ts' }]],
  ['doctor', [{ title: 'doctor', script: 'infra/local/doctor.ts' }]],
  ['picture', [{ title: 'picture', script: 'infra/local/picture.ts', takesArguments: false }]],
  ['plan', [{ title: 'plan', script: 'infra/local/plan.ts' }]],
  ['try', [{ title: 'try', script: 'infra/local/try.ts' }]],
  ['build', [{ title: 'build', script: 'infra/build.ts', takesArguments: false }]],
  ['bench', [{ title: 'bench', script: 'infra/bench.ts' }]],
  ['lint', [types, style, deadCode]],
  ['test:unit', [unit]],
  ['test:integration', [integration]],
  ['test', [types, style, deadCode, unit, integration]],
])
