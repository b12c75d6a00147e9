import type { Random } from '../event-source/random.ts'

/** One of the items, each as likely as the others. */
export function pick<T>(items: readonly [T, ...T[]], random: Random): T {
  return items[random.integer(0, items.length - 1)] ?? items[0]
}
