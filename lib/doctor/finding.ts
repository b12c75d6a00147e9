import type { Check } from './check.ts'

/** What a check saw, before it is timed and named. */
export interface Finding<T = null> extends Pick<Check, 'outcome' | 'found' | 'mend'> {
  /** What later checks stand on; null where they cannot. */
  readonly value: T | null
}

export function passed<T>(found: string, value: T): Finding<T> {
  return { outcome: 'passed', found, mend: null, value }
}

export function warned<T>(found: string, mend: string, value: T): Finding<T> {
  return { outcome: 'warned', found, mend, value }
}

export function failed(found: string, mend: string): Finding<never> {
  return { outcome: 'failed', found, mend, value: null }
}

/** @param found why it was not looked at */
export function skipped(found: string): Finding<never> {
  return { outcome: 'skipped', found, mend: null, value: null }
}
