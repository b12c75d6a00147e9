import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../../../../infra/local/commands/cost/parse-arguments.ts'
import { usage } from '../../../../../infra/local/commands/cost/usage.ts'
import { requestOf } from './sample-request.ts'

const least = ['--records-per-second', '1000', '--bytes', '1000']

describe('arguments of cost', () => {
  it('have the deployment’s own defaults', () => {
    const { workload, setup } = requestOf()
    expect(parseArguments(least)).toMatchObject({ kind: 'estimate', workload, setup })
  })

  it('stand in the usage, all of them', () => {
    for (const name of ['records-per-second', 'bytes', 'from-log', 'prices', 'measure', 'json']) {
      expect(usage).toContain(`--${name}`)
    }
  })

  it.each([
    [[], '--records-per-second is missing'],
    [['--records-per-second', '5'], '--bytes is missing'],
    [[...least, '--topics', '0'], '--topics takes a number from 1'],
    [[...least, '--topics', '1.5'], '--topics takes a whole number'],
    [[...least, '--bytes', '1e3'], '--bytes takes a number'],
    [[...least, '--format', 'xml'], '--format takes connect-json, json'],
    [[...least, '--polling', 'on-demand', '--minimum-pollers', '2'], '--minimum-pollers is of'],
    [[...least, '--minimum-pollers', '11'], '--maximum-pollers is less than'],
    [[...least, '--database-ms', '5', '--from-log', 'x'], 'Only one of --database-ms, --from-log'],
    [[...least, '--nonsense'], '--nonsense'],
  ])('are refused by name: %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message)
  })
})
