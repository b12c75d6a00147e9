import type { Machine } from '../../../../bench/machine.ts'
import type { MeasuredFormat } from '../measured-time.ts'

type Literal = string | number | { readonly [name: string]: Literal }

/** The text of `measured-times.ts`. */
export function measuredSource(
  date: string,
  machine: Machine,
  formats: Readonly<Record<string, MeasuredFormat>>,
): string {
  const measured = { date, machine: { ...machine }, formats: rounded(formats) }
  return `import type { Machine } from '../../../bench/machine.ts'
import type { CostFormat } from './cost-format.ts'
import type { MeasuredFormat } from './measured-time.ts'

/**
 * Times of the built handler, one event after the other into a table with three keys, without a network in between. Written by
 * \`npm run cost -- --measure\`.
 */
export const MEASURED: {
  readonly date: string
  readonly machine: Machine
  readonly formats: Readonly<Record<CostFormat, MeasuredFormat>>
} = ${literal(measured, '')}
`
}

function literal(value: Literal, indent: string): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`
  const members = Object.entries(value).map(([name, member]) => {
    const key = /^[A-Za-z]\w*$/.test(name) ? name : `'${name}'`
    return `${indent}  ${key}: ${literal(member, `${indent}  `)},\n`
  })
  return `{\n${members.join('')}${indent}}`
}

/** More digits than three say nothing. */
function rounded(value: object): { readonly [name: string]: Literal } {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => {
      if (typeof member === 'number') return [name, Number(member.toPrecision(3))]
      if (typeof member === 'object' && member !== null) return [name, rounded(member)]
      return [name, String(member)]
    }),
  )
}
