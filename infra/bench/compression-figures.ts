import type { Packings } from './compression-process.ts'
import type { Figure } from './figure.ts'

const TITLES = { gzip: 'GZip', lz4: 'LZ4' } as const

/** What it costs to pack rows and what it saves; what that gains on a network no single machine can tell. */
export function compressionFigures({ records, ...packings }: Packings): readonly Figure[] {
  const { skip } = packings
  const perRecord = (cpuMs: number) => ((cpuMs / records) * 1000).toFixed(2)
  return (['gzip', 'lz4'] as const).flatMap((compression) => {
    const { cpuMs, bytes } = packings[compression]
    const of = {
      group: 'Rows packed ÷ rows as they are, the client alone',
      unit: 'ratio',
      budget: null,
    } as const
    return [
      {
        ...of,
        key: `compression.${compression}.cpu`,
        name: `${TITLES[compression]}: CPU to make and pack`,
        value: cpuMs / skip.cpuMs,
        detail: `${perRecord(cpuMs)} ÷ ${perRecord(skip.cpuMs)} µs per record`,
      },
      {
        ...of,
        key: `compression.${compression}.bytes`,
        name: `${TITLES[compression]}: bytes sent`,
        value: bytes / skip.bytes,
        detail: `${kilobytes(bytes)} ÷ ${kilobytes(skip.bytes)}`,
      },
    ]
  })
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`
}
