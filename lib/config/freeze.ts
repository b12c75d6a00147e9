/** Freezes a value and all it holds, maps and sets included, and hands it back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map || value instanceof Set) {
    for (const member of value.values()) deepFreeze(member)
    for (const method of ['set', 'add', 'delete', 'clear']) {
      Object.defineProperty(value, method, { value: refuseChange })
    }
  }
  for (const member of Object.values(value)) deepFreeze(member)
  return Object.freeze(value)
}

function refuseChange(): never {
  throw new TypeError('Cannot change the configuration')
}
