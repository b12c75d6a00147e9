/** One record of a parsed event, as far as the bench looks at it. */
export interface DeliveredRecord {
  offset: number
  readonly value: string
}

/** An event that can be delivered again and again, each time with the records that follow in the log. */
export interface Delivery {
  readonly event: unknown
  readonly records: readonly DeliveredRecord[]
  /** Moves every offset behind those of the delivery before. */
  advance(): void
}

/** @param eventJson as Lambda hands it to its runtime */
export function deliveryOf(eventJson: string): Delivery {
  const event = JSON.parse(eventJson) as {
    readonly records: Readonly<Record<string, readonly DeliveredRecord[]>>
  }
  const records = Object.values(event.records).flat()
  const offsets = 1 + Math.max(...records.map(({ offset }) => offset))
  return {
    event,
    records,
    advance() {
      for (const record of records) record.offset += offsets
    },
  }
}
