/** What the rules remember of one connection. */
export interface Memory {
  /** Variables MariaDB does not have, as SET left them. */
  readonly variables: Map<string, string>
  /** Tables written in the open transaction, as `database\0table`. */
  readonly written: Set<string>
  autocommit: boolean
}

/** One Memory per connection id; ids are never used twice. */
export interface SessionMemory {
  of(connectionId: number): Memory
  /** Variables set globally: what connections without a value of their own see. */
  readonly globals: Map<string, string>
}

export function createSessionMemory(): SessionMemory {
  const memories = new Map<number, Memory>()
  return {
    globals: new Map(),
    of(connectionId) {
      const known = memories.get(connectionId)
      if (known !== undefined) return known
      const memory: Memory = { variables: new Map(), written: new Set(), autocommit: true }
      memories.set(connectionId, memory)
      return memory
    },
  }
}
