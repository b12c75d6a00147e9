import { nearestName } from '../../../lib/config/nearest-name.ts'
import { type ParameterName, parameterNames, parameterTable } from './parameter-table.ts'

/** Parameters as they are given: text, numbers, flags, lists; null and empty count as not given. */
export type Given = Readonly<Record<string, unknown>>

/** Gives parameters one by one, and gathers what is wrong with them. */
export class Reading {
  /** One sentence each. */
  readonly faults: string[] = []
  readonly warnings: string[] = []
  /** Required, and missing or an EXAMPLE. */
  readonly unset: ParameterName[] = []
  readonly #texts = new Map<ParameterName, string>()
  readonly #wrong = new Set<ParameterName>()

  constructor(given: Given) {
    for (const [name, value] of Object.entries(given)) {
      if (isVariable(name)) continue
      if (isParameter(name)) this.#take(name, givenText(value))
      else this.faults.push(unknownName(name))
    }
  }

  #take(name: ParameterName, text: string): void {
    const { rule } = parameterTable[name]
    if (text === '') return
    if (text === 'EXAMPLE') this.unset.push(name)
    else if (rule.accepts(text)) this.#texts.set(name, text)
    else {
      this.#wrong.add(name)
      this.faults.push(`${shown(name, text)} is not ${rule.expected}`)
    }
  }

  isGiven(name: ParameterName): boolean {
    return this.#texts.has(name)
  }

  /** What is given, or the default; null where there is neither. */
  text(name: ParameterName): string | null {
    return this.#texts.get(name) ?? (parameterTable[name].standard || null)
  }

  /** Where it is missing, an example stands in for it. */
  required(name: ParameterName): string {
    const text = this.text(name)
    if (text !== null) return text
    if (!this.unset.includes(name) && !this.#wrong.has(name)) this.unset.push(name)
    return parameterTable[name].example ?? ''
  }

  number(name: ParameterName): number {
    return Number(this.text(name))
  }

  flag(name: ParameterName): boolean {
    return this.text(name) === 'true'
  }

  list(name: ParameterName): readonly string[] {
    return this.text(name)?.split(',') ?? []
  }

  /** Refuses what has no meaning beside other parameters. */
  refuse(names: readonly ParameterName[], why: string): void {
    for (const name of names) {
      if (this.isGiven(name)) this.faults.push(`${name} ${why}`)
    }
  }

  /** What is not given was no example that somebody has to replace: it has no meaning here. */
  ignoreExamples(names: readonly ParameterName[]): void {
    for (const name of names) {
      const at = this.unset.indexOf(name)
      if (at >= 0) this.unset.splice(at, 1)
    }
  }
}

/** Options of the sink are parameters by their own names. */
export function isVariable(name: string): boolean {
  return /^(?:SINK|SINGLESTORE)_/.test(name)
}

/** Lists are written by comma, with or without blanks. */
function givenText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(givenText).join(',')
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.trim().replaceAll(/\s*,\s*/g, ',')
}

/** What stands in place of an ARN, or ahead of an @, may be a password. */
function shown(name: ParameterName, text: string): string {
  if (name.endsWith('-secret-arn') && !text.startsWith('arn:')) return name
  return `${name}=${text.replaceAll(/[^\s,]*@/g, '…@')}`
}

function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(parameterTable, name)
}

function unknownName(name: string): string {
  if (name === 'topic') return 'topic is no parameter: give topics, one or several by comma'
  if (name === 'consumer-group-id') {
    return 'consumer-group-id is no parameter: give consumer-group-prefix; each topic has a group <prefix>-<topic>'
  }
  if (name === 'redrive-bucket-arn') {
    return 'redrive-bucket-arn is no parameter: give on-failure=<ARN of the bucket>'
  }
  const nearest = nearestName(name, parameterNames)
  return nearest === null
    ? `${name} is no parameter; docs/deployment.md lists them`
    : `${name} is no parameter; did you mean ${nearest}?`
}
