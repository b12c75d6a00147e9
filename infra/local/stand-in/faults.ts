import type { Statement } from './statement-log.ts'

/** What goes wrong. */
export type FaultAction =
  /** The client's connection is cut; the server undoes its open transaction. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | {
      readonly kind: 'error'
      readonly errno: number
      readonly sqlState?: string
      readonly message: string
    }
  /** The client's connection is cut; the server's end and its open transaction live on for a while. */
  | { readonly kind: 'linger'; readonly lingerMs: number }
  /** Where the server answers with this error, the client hears OK; `moment` must be `after`. */
  | { readonly kind: 'swallow-error'; readonly errno: number }

/**
 * `before` the statement reaches the server; `during` a load, once its first bytes have arrived;
 * `after` the server did it and before the client hears.
 */
export type FaultMoment = 'before' | 'during' | 'after'

export interface FaultRule {
  /** Tested against the statement as sent, without leading comments. */
  readonly match: RegExp
  readonly moment: FaultMoment
  readonly action: FaultAction
  /** How often it strikes; once by default. */
  readonly times?: number
}

export interface FiredFault extends Statement {
  readonly moment: FaultMoment
  readonly action: FaultAction
}

/** The first rule that matches strikes, and only that one, per statement and moment. */
export interface Faults {
  /** Adds a rule; the function given back removes it. */
  inject(rule: FaultRule): () => void
  /** The faults that have struck, in order. */
  readonly fired: readonly FiredFault[]
  /** Removes all rules and forgets what has struck. */
  clear(): void
}

export interface FaultSource extends Faults {
  /** The fault that strikes now, counted as fired; `errno` is the server's answer, where it is an error. */
  strike(statement: Statement, moment: FaultMoment, errno?: number): FaultAction | null
}

export function createFaults(): FaultSource {
  const rules = new Set<{ readonly rule: FaultRule; left: number }>()
  const fired: FiredFault[] = []
  return {
    inject(rule) {
      if (rule.action.kind === 'swallow-error' && rule.moment !== 'after') {
        throw new TypeError(`A swallow-error fault on ${rule.match} needs the moment "after"`)
      }
      const entry = { rule, left: rule.times ?? 1 }
      rules.add(entry)
      return () => rules.delete(entry)
    },
    get fired() {
      return [...fired]
    },
    clear() {
      rules.clear()
      fired.length = 0
    },
    strike({ connectionId, sql }, moment, errno) {
      for (const entry of rules) {
        const { match, action } = entry.rule
        if (entry.rule.moment !== moment || sql.search(match) === -1) continue
        if (action.kind === 'swallow-error' && action.errno !== errno) continue
        entry.left -= 1
        if (entry.left <= 0) rules.delete(entry)
        fired.push({ connectionId, sql, moment, action })
        return action
      }
      return null
    },
  }
}
