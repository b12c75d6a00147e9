import { expect, test } from 'vitest'
import { avroEncoder } from '../support/avro-samples.ts'
import { useDatabase } from '../support/database.ts'
import { framed } from '../support/framing.ts'
import { kafkaEvent, type RecordSpec } from '../support/kafka-event.ts'
import { useRegistries } from '../support/registries.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()

const KEY = {
  type: 'record' as const,
  name: 'Key',
  fields: [
    { name: 'tenant', type: 'string' },
    { name: 'id', type: 'int' },
  ],
}
const VALUE = { ...KEY, name: 'Value', fields: [...KEY.fields, { name: 'name', type: 'string' }] }

const key = registries.register('AVRO', JSON.stringify(KEY))
const value = registries.register('AVRO', JSON.stringify(VALUE))
const [writeKey, writeValue] = [avroEncoder(KEY), avroEncoder(VALUE)]

/** The frames of both stand in their prefixes. */
function record(offset: number, tenant: string, id: number, name: string | null): RecordSpec {
  const read = framed(key, { bytes: writeKey({ tenant, id }) }, 'confluent-id')
  const written =
    name === null
      ? { value: null }
      : framed(value, { bytes: writeValue({ tenant, id, name }) }, 'confluent-id')
  return { offset, ...written, key: read.value }
}

test.each(['auto', 'avro'])(
  'Avro keys make the table, replace its rows and delete them: %s',
  async (format) => {
    const topic = `avro_${format}`
    const environment = {
      ...registries.environment,
      SINK_UPSERT: 'true',
      SINK_DELETE_ENABLED: 'true',
      SINK_VALUE_FORMAT: format,
      SINK_KEY_FORMAT: format,
    }
    const rows = async () =>
      (await database.query(`SELECT tenant, id, name FROM ${topic} ORDER BY 1, 2`)).map((row) =>
        Object.values(row).join(' '),
      )
    const container = startContainer(database, environment)
    await container.deliver(
      kafkaEvent({
        [topic]: { 0: [record(0, 'a', 1, 'x'), record(1, 'b', 1, 'y'), record(2, 'a', 1, 'z')] },
      }),
    )
    expect(await rows()).toEqual(['a 1 z', 'b 1 y'])

    const { totals } = await startContainer(database, environment).deliver(
      kafkaEvent({ [topic]: { 0: [record(3, 'a', 1, null), record(4, 'c', 2, 'w')] } }),
    )

    expect(totals).toMatchObject({ written: 2, filtered: 0 })
    expect(await rows()).toEqual(['b 1 y', 'c 2 w'])
  },
)
