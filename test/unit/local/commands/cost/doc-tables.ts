import { count, dollars } from '../../../../../infra/local/commands/cost/amount.ts'
import { estimateOf } from '../../../../../infra/local/commands/cost/estimate.ts'
import { billedMs } from '../../../../../infra/local/commands/cost/event-time.ts'
import { fullestEvent } from '../../../../../infra/local/commands/cost/fullest-event.ts'
import { MEASURED } from '../../../../../infra/local/commands/cost/measured-times.ts'
import { PRICES } from '../../../../../infra/local/commands/cost/prices.ts'
import { requestOf } from './sample-request.ts'

/** The tables of docs/cost.md, by the names of their marks. */
export const docTables: Readonly<Record<string, () => string>> = {
  examples: () =>
    table(
      ['records per second', 'a month', 'of it pollers', 'on demand', 'MSK Connect'],
      [1, 100, 1_000, 10_000, 25_000].map((recordsPerSecond) => {
        const { lines, total, mskConnect } = estimateOf(requestOf({ recordsPerSecond }), PRICES)
        const pollers = lines.find(({ title }) => title === 'Pollers')?.cost ?? 0
        const onDemand = requestOf({ recordsPerSecond }, { polling: { mode: 'on-demand' } })
        return [
          count(recordsPerSecond),
          dollars(total),
          dollars(pollers),
          dollars(estimateOf(onDemand, PRICES).total),
          dollars(mskConnect.total),
        ]
      }),
    ),
  times: () => {
    const { cpu, node, database } = MEASURED.machine
    const rows = Object.entries(MEASURED.formats).map(([format, measured]) => [
      format,
      ...[measured.cpu, measured.waiting].map(
        ({ fixedMs, perRecordUs, perKilobyteUs }) =>
          `${fixedMs} ms + ${perRecordUs} µs + ${perKilobyteUs} µs`,
      ),
      `${percent(measured.mainShare)}`,
      `${Math.round(measured.misfit.median)} / ${Math.round(measured.misfit.largest)} %`,
      `${measured.peakMemoryMb} MB`,
    ])
    const head = [
      'format',
      'processor: fixed + per record + per kB',
      'waiting for the database',
      'handler’s thread',
      'off: half of the sizes within / worst',
      'peak memory',
    ]
    return `Measured ${MEASURED.date} on ${cpu}, Node ${node}, ${database}:\n\n${table(head, rows)}`
  },
  memory: () => {
    const records = fullestEvent(10_000, 1_000, 6)
    const rows = [512, 1024, 1769, 3008].map((memoryMb) => {
      const request = requestOf({}, { memoryMb })
      const ms = billedMs(request, records)
      const perEvent = ((ms / 1000) * memoryMb * PRICES.lambdaGbSecond.usd) / 1024
      const trickle = billedMs(request, 1)
      return [
        `${memoryMb}`,
        `${count(ms)} ms`,
        `$${((perEvent / records) * 1e6).toFixed(4)}`,
        `${count(trickle)} ms`,
        count((records / ms) * 1000),
      ]
    })
    const head = [
      'MB',
      `the fullest event (${count(records)} records of 1000 bytes, Connect JSON)`,
      'duration of a million such records',
      'an event of one record',
      'records per second that one invocation works off',
    ]
    return table(head, rows)
  },
  prices: () =>
    table(
      ['name', 'US dollars', 'for one', 'source', 'read'],
      Object.entries(PRICES).map(([name, { usd, unit, source, read, copied }]) => [
        `\`${name}\``,
        plain(usd),
        unit,
        `<${source}>`,
        `${read}${copied ? ', in a copy' : ''}`,
      ]),
    ),
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

/** Without an exponent. */
function plain(usd: number): string {
  return usd.toFixed(12).replace(/0+$/, '').replace(/\.$/, '')
}
