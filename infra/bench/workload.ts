import { createRandom } from '../local/event-source/random.ts'
import { envelopeWriter } from '../local/samples/connect-json.ts'
import { jsonText } from '../local/samples/json-text.ts'
import { drawPurchase, purchaseJson, purchasePayload, purchaseSchema } from './purchase.ts'
import { framedPurchase, REGISTERED_FORMATS } from './registered-purchase.ts'

/** What the records of a measured event look like. */
export const WORKLOADS = ['envelope', 'longIds', 'schemaless', ...REGISTERED_FORMATS] as const

export type Workload = (typeof WORKLOADS)[number]

const SAFE_ID = 41_000_000_000n
const LONG_ID = 7_300_000_000_000_000_001n

/**
 * Returns the writer of a workload's values, by their index from 0 on; the same on every run, and the same purchases in every
 * format but for the ids of `longIds`.
 */
export function valueWriter(workload: Workload): (index: number) => Uint8Array {
  const random = createRandom(6)
  const envelope = envelopeWriter(purchaseSchema)
  const draw = (index: number) => drawPurchase(index, SAFE_ID, random)
  switch (workload) {
    case 'envelope':
      return (index) => envelope(purchasePayload(draw(index)))
    case 'longIds':
      return (index) => envelope(purchasePayload(drawPurchase(index, LONG_ID, random)))
    case 'schemaless':
      return (index) => Buffer.from(jsonText(purchaseJson(draw(index))))
    case 'avro':
    case 'protobuf':
    case 'jsonSchema':
      return (index) => framedPurchase(workload, draw(index))
    default:
      return workload satisfies never
  }
}
