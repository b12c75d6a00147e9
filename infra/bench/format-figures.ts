import type { Figure } from './figure.ts'
import type { FirstUses } from './measure-first-use.ts'
import type { ComparedFormats, FormatTimes } from './measure-formats.ts'
import { REGISTERED_FORMATS, type RegisteredFormat } from './registered-purchase.ts'

/** At least as fast. */
const PER_RECORD = 1
const COMPILE_MS = 5

const TITLES = {
  avro: 'Avro',
  protobuf: 'Protobuf',
  jsonSchema: 'JSON Schema',
} as const satisfies Record<RegisteredFormat, string>

export function formatFigures(formats: ComparedFormats): readonly Figure[] {
  const connectJson = formats.envelope
  return REGISTERED_FORMATS.flatMap((format) => {
    const times = formats[format]
    const compared = (name: string, part: 'wallUs' | 'cpuUs'): Figure => ({
      group: 'A record ÷ the same as Connect JSON, in their fullest events, a table without keys',
      key: `format.${format}.${part === 'wallUs' ? 'wall' : 'cpu'}`,
      name: `${TITLES[format]}: ${name}`,
      value: times[part] / connectJson[part],
      unit: 'ratio',
      // JSON Schema is JSON: only its envelope is less.
      budget: format === 'jsonSchema' ? null : PER_RECORD,
      detail: `${times[part].toFixed(2)} ÷ ${connectJson[part].toFixed(2)} µs; ${count(times)} ÷ ${count(connectJson)} records`,
    })
    return [compared('time in the handler', 'wallUs'), compared('CPU time', 'cpuUs')]
  })
}

export function firstUseFigures(uses: FirstUses): readonly Figure[] {
  return REGISTERED_FORMATS.flatMap((format) => {
    const { loadMs, loadedBytes, compileMs, firstValueMs, warmCompileMs } = uses[format]
    const of = { group: 'The first schema in a fresh process', unit: 'ms' } as const
    return [
      {
        ...of,
        key: `firstUse.${format}.load`,
        name: `${TITLES[format]}: loading its reader`,
        value: loadMs,
        budget: null,
        detail: `${(loadedBytes / 1000).toFixed(0)} kB`,
      },
      {
        ...of,
        key: `firstUse.${format}.compile`,
        name: `${TITLES[format]}: compiling`,
        value: compileMs,
        budget: COMPILE_MS,
        detail: `${compileMs.toFixed(1)} ms; warm ${warmCompileMs.toFixed(2)} ms; the first value ${firstValueMs.toFixed(1)} ms`,
      },
    ]
  })
}

function count({ records }: FormatTimes): string {
  return records.toLocaleString('en')
}
