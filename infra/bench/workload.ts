import { createRandom } from '../local/event-source/random.ts'
import { envelopeWriter } from '../local/samples/connect-json.ts'
import { jsonText } from '../local/samples/json-text.ts'
import { drawPurchase, purchaseJson, purchasePayload, purchaseSchema } from './purchase.ts'

/** What the records of a measured event look like. */
export const WORKLOADS = ['envelope', 'longIds', 'schemaless'] as const

export type Workload = (typeof WORKLOADS)[number]

const SAFE_ID = 41_000_000_000n
const LONG_ID = 7_300_000_000_000_000_001n

/** Returns the writer of a workload's values, by their index; the same on every run. */
export function valueWriter(workload: Workload): (index: number) => Uint8Array {
  const random = createRandom(6)
  const envelope = envelopeWriter(purchaseSchema)
  switch (workload) {
    case 'envelope':
      return (index) => envelope(purchasePayload(drawPurchase(index, SAFE_ID, random)))
    case 'longIds':
      return (index) => envelope(purchasePayload(drawPurchase(index, LONG_ID, random)))
    case 'schemaless':
      return (index) => Buffer.from(jsonText(purchaseJson(drawPurchase(index, SAFE_ID, random))))
  }
}
