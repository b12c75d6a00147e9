import { type Series, seriesOf } from './series.ts'

/** What expressions may name. */
export interface Named {
  readonly id: string
  readonly label: string
  readonly series: Series
  /** False of other expressions: METRICS() leaves them out. */
  readonly isMetric: boolean
  readonly periodSeconds: number
}

/** A number, a series, or several with labels. */
type Value = number | Series | readonly Labelled[]

interface Labelled {
  readonly label: string
  readonly series: Series
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|"(\w*)"|([-+*/(),]))/y

/**
 * Works out an expression of metric math, as far as the dashboard uses it: numbers, ids, `+ - * /`, `SUM(METRICS("x"))`,
 * `METRICS()` and `PERIOD(id)`. Where a value is missing the result is, too; a sum leaves it out.
 * @throws Error at what it does not know
 */
export function evaluate(expression: string, named: readonly Named[]): readonly Labelled[] {
  const tokens = tokensOf(expression)
  let at = 0
  const peek = () => tokens[at]
  const take = (expected?: string): string => {
    const token = tokens[at++]
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`${expression}: ${expected ?? 'more'} was expected.`)
    }
    return token
  }

  const sum = (): Value => {
    let left = product()
    while (peek() === '+' || peek() === '-') left = combine(left, take(), product())
    return left
  }
  const product = (): Value => {
    let left = atom()
    while (peek() === '*' || peek() === '/') left = combine(left, take(), atom())
    return left
  }
  const atom = (): Value => {
    const token = take()
    if (token === '(') return closed(sum())
    if (/^\d/.test(token)) return Number(token)
    if (peek() !== '(') return byId(named, token).series
    take('(')
    switch (token) {
      case 'METRICS':
        return closed(metrics(named, peek()?.startsWith('"') ? take().slice(1) : ''))
      case 'PERIOD':
        return closed(byId(named, take()).periodSeconds)
      case 'SUM':
        return closed(total(sum()))
      default:
        throw new Error(`${expression}: ${token} is not known.`)
    }
  }
  const closed = (value: Value): Value => {
    take(')')
    return value
  }

  const value = sum()
  if (at < tokens.length) throw new Error(`${expression}: ${tokens[at]} was not expected.`)
  if (typeof value === 'number') return [{ label: '', series: seriesOf(() => value) }]
  return isSeries(value) ? [{ label: '', series: value }] : value
}

/** A text in quotes keeps the first of them. */
function tokensOf(expression: string): readonly string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < expression.length) {
    const match = TOKEN.exec(expression)
    if (match === null) throw new Error(`${expression} cannot be read.`)
    const [, number, word, quoted, sign] = match
    tokens.push(number ?? word ?? (quoted === undefined ? (sign ?? '') : `"${quoted}`))
  }
  return tokens
}

function byId(named: readonly Named[], id: string): Named {
  const found = named.find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no ${id}.`)
  return found
}

function metrics(named: readonly Named[], part: string): readonly Labelled[] {
  return named.filter(({ id, isMetric }) => isMetric && id.includes(part))
}

function total(value: Value): Value {
  if (typeof value === 'number' || isSeries(value)) return value
  return seriesOf((index) => {
    const known = value.map(({ series }) => series[index] ?? null).filter((one) => one !== null)
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
  })
}

function combine(left: Value, sign: string, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return apply(left, sign, right)
  if (isSeries(left) || typeof left === 'number') {
    if (typeof right !== 'number' && !isSeries(right)) throw new Error('Arrays stand on the left.')
    return seriesOf((index) => {
      const [a, b] = [valueAt(left, index), valueAt(right, index)]
      return a === null || b === null ? null : apply(a, sign, b)
    })
  }
  return left.map(({ label, series }) => {
    const changed = combine(series, sign, right)
    return { label, series: typeof changed !== 'number' && isSeries(changed) ? changed : series }
  })
}

function valueAt(value: number | Series, index: number): number | null {
  return typeof value === 'number' ? value : (value[index] ?? null)
}

function apply(a: number, sign: string, b: number): number {
  if (sign === '+') return a + b
  if (sign === '-') return a - b
  return sign === '*' ? a * b : a / b
}

function isSeries(value: Value): value is Series {
  return Array.isArray(value) && (value[0] === null || typeof value[0] !== 'object')
}
