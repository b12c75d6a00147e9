import {
  drawPurchase,
  type Purchase,
  purchaseJson,
  purchasePayload,
  purchaseSchema,
} from '../../../../bench/purchase.ts'
import { framedPurchase } from '../../../../bench/registered-purchase.ts'
import { createRandom } from '../../../event-source/random.ts'
import { envelopeWriter } from '../../../samples/connect-json.ts'
import { jsonText } from '../../../samples/json-text.ts'
import type { CostFormat } from '../cost-format.ts'

const FIRST_ID = 41_000_000_000n
const NOTE = 'Leave it with the neighbour on the second floor, ring twice and wait. '

/**
 * Returns the writer of values of twelve fields, by their index; a text among them is as long as it takes to reach `bytes`, and
 * empty where the others alone are longer.
 */
export function sizedValues(format: CostFormat, bytes: number): (index: number) => Uint8Array {
  const write = writerOf(format)
  const random = createRandom(6)
  return (index) => {
    const purchase = drawPurchase(index, FIRST_ID, random)
    const least = write({ ...purchase, note: '' }).length
    const missing = Math.max(0, bytes - least)
    return write({ ...purchase, note: NOTE.repeat(missing / NOTE.length + 1).slice(0, missing) })
  }
}

function writerOf(format: CostFormat): (purchase: Purchase) => Uint8Array {
  switch (format) {
    case 'connect-json': {
      const envelope = envelopeWriter(purchaseSchema)
      return (purchase) => envelope(purchasePayload(purchase))
    }
    case 'json':
      return (purchase) => Buffer.from(jsonText(purchaseJson(purchase)))
    case 'avro':
    case 'protobuf':
      return (purchase) => framedPurchase(format, purchase)
    case 'json-schema':
      return (purchase) => framedPurchase('jsonSchema', purchase)
    default:
      return format satisfies never
  }
}
