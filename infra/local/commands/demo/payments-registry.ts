import { randomUUID } from 'node:crypto'
import { openRegistry } from '../../registry/open-registry.ts'
import type { StoredReference, StoredVersion } from '../../registry/stored-schema.ts'
import { partySchema, paymentKeySchema, paymentSchema } from '../../samples/payment-schema.ts'
import type { PaymentSchemaIds } from '../../samples/payments.ts'
import type { OnEnd } from '../cleanup.ts'

/** One version of a subject. */
export interface AskedSchema {
  readonly subject: string
  readonly version: number
  readonly id: number
  readonly use: 'key' | 'value' | 'reference'
  /** How often it was asked for. */
  readonly asked: number
}

export interface RegistryFacts {
  readonly url: string
  readonly schemas: readonly AskedSchema[]
  /** Containers of the sink that could ask. */
  readonly containers: number
}

/** A registry that holds the schemas of the payments. */
export interface PaymentsRegistry {
  readonly url: string
  readonly ids: PaymentSchemaIds
  /** What leads a sink to it and lets it in. */
  readonly environment: Readonly<Record<string, string>>
  asked(): readonly AskedSchema[]
}

export async function openPaymentsRegistry(onEnd: OnEnd): Promise<PaymentsRegistry> {
  const login = { user: 'payments-sink', password: randomUUID() }
  const registry = await openRegistry({ login })
  onEnd(() => registry.close())
  const register = (
    subject: string,
    schema: unknown,
    references: readonly StoredReference[] = [],
  ): StoredVersion => registry.register(subject, 'AVRO', JSON.stringify(schema), references)
  const party = register('shop.Party', partySchema)
  const toParty = [{ name: 'shop.Party', subject: party.subject, version: party.version }]
  const key = register('payments-key', paymentKeySchema)
  const first = register('payments-value', paymentSchema(1), toParty)
  const second = register('payments-value', paymentSchema(2), toParty)
  const uses = [
    ['key', key],
    ['value', first],
    ['value', second],
    ['reference', party],
  ] as const
  return {
    url: registry.url,
    ids: { key: key.id, value: { 1: first.id, 2: second.id } },
    environment: {
      SINK_REGISTRY_URL: registry.url,
      SINK_REGISTRY_USER: login.user,
      SINK_REGISTRY_PASSWORD: login.password,
    },
    asked: () =>
      uses.map(([use, { subject, version, id }]) => {
        const paths = [`/schemas/ids/${id}`, `/subjects/${subject}/versions/${version}`]
        const asked = registry
          .requests()
          .filter(({ path }) => paths.includes(path.split('?')[0] ?? '')).length
        return { subject, version, id, use, asked }
      }),
  }
}
