import { describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, JsonText, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const logical = (
  type: string,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
) => ({
  type,
  optional: true,
  name: `org.apache.kafka.connect.data.${name}`,
  parameters,
})

describe.each(['lossless', 'connector'])('in the profile %s', (profile) => {
  const deliver = async (topic: string, ...values: readonly string[]) => {
    const container = startContainer(database, {
      SINK_TYPE_PROFILE: profile,
      SINK_ERRORS_TOLERANCE: 'all',
    })
    const records = values.map((value, offset) => ({ offset, value }))
    return (await container.deliver(kafkaEvent({ [topic]: { 0: records } }))).totals
  }

  test('dates, times and decimals are the values that they stand for, not how Java prints them', async () => {
    const schema = structSchema({
      id: 'int32',
      date: logical('int32', 'Date'),
      time: logical('int32', 'Time'),
      timestamp: logical('int64', 'Timestamp'),
      price: logical('bytes', 'Decimal', { scale: '2', 'connect.decimal.precision': '20' }),
    })
    const topic = `logical_${profile}`
    await deliver(
      topic,
      envelope(
        schema,
        new JsonText('{"id":1,"date":19782,"time":3723004,"timestamp":-1,"price":"D0JA"}'),
      ),
      envelope(schema, { id: 2, date: null, time: null, timestamp: null, price: null }),
    )

    const rows = await database.query(
      `SELECT CAST(date AS CHAR) AS date, CAST(time AS CHAR) AS time, CAST(timestamp AS CHAR) AS timestamp,
        CAST(price AS CHAR) AS price FROM ${topic} ORDER BY id`,
    )
    const shown =
      profile === 'lossless'
        ? {
            date: '2024-02-29',
            time: '01:02:03.004000',
            timestamp: '1969-12-31 23:59:59.999000',
            price: '10000.00',
          }
        : { date: '19782', time: '3723004', timestamp: '-1', price: '10000.00' }
    expect(rows).toEqual([shown, { date: null, time: null, timestamp: null, price: null }])
  })

  test('a decimal of a negative scale has its digits, and no exponent', async () => {
    const schema = structSchema({ price: logical('bytes', 'Decimal', { scale: '-3' }) })
    const topic = `thousands_${profile}`
    await deliver(topic, envelope(schema, { price: 'AQ==' }))
    const rows = await database.query(`SELECT CAST(price AS CHAR) AS price FROM ${topic}`)
    expect(rows).toEqual([{ price: '1000' }])
  })

  test('bytes inside of a value are base64 in its JSON, whatever bytes they are', async () => {
    const schema = structSchema({
      list: { type: 'array', optional: true, items: { type: 'bytes' } },
      inner: { ...JSON.parse(structSchema({ raw: 'bytes' })), optional: true },
    })
    const topic = `inside_${profile}`
    const raw = Buffer.from([0, 128, 255, 10]).toString('base64')
    await deliver(topic, envelope(schema, { list: [raw], inner: { raw } }))

    const [row] = await database.query(`SELECT * FROM ${topic}`)
    expect(JSON.parse(row?.list ?? '')).toEqual([raw])
    expect(JSON.parse(row?.inner ?? '')).toEqual({ raw })
  })

  test('bytes by themselves are stored to the last one; too many for the column are refused, not cut', async () => {
    const topic = `long_${profile}`
    const schema = structSchema({ id: 'int32', raw: 'bytes' })
    const bytes = (length: number) => Buffer.alloc(length, 0xff).toString('base64')
    const totals = await deliver(
      topic,
      envelope(schema, { id: 1, raw: bytes(1024) }),
      envelope(schema, { id: 2, raw: bytes(1025) }),
      envelope(schema, { id: 3, raw: bytes(1024) }),
    )

    const fits = profile === 'lossless' ? [1024, 1025, 1024] : [1024, 1024]
    expect(totals).toMatchObject({ written: fits.length, deadLettered: 3 - fits.length })
    const rows = await database.query(`SELECT LENGTH(raw) AS n FROM ${topic} ORDER BY id`)
    expect(rows.map(({ n }) => Number(n))).toEqual(fits)
  })

  test('a map with text for keys, one with numbers, and an empty one are JSON', async () => {
    const map = (keys: string) => ({
      type: 'map',
      optional: true,
      keys: { type: keys },
      values: { type: 'int64' },
    })
    const schema = structSchema({
      named: map('string'),
      numbered: map('int32'),
      none: map('string'),
    })
    const topic = `maps_${profile}`
    await deliver(
      topic,
      envelope(
        schema,
        new JsonText('{"named":{"a":9007199254740993},"numbered":[[1,2]],"none":{}}'),
      ),
    )

    const [row] = await database.query(`SELECT * FROM ${topic}`)
    expect(row?.named).toContain('9007199254740993')
    expect(JSON.parse(row?.named ?? '')).toEqual(
      profile === 'lossless' ? { a: 2 ** 53 } : [{ key: 'a', value: 2 ** 53 }],
    )
    expect(JSON.parse(row?.numbered ?? '')).toEqual([{ key: 1, value: 2 }])
    expect(JSON.parse(row?.none ?? '')).toEqual(profile === 'lossless' ? {} : [])
  })
})

test('a text can be a primary, unique and shard key: there it has a length', async () => {
  const schema = structSchema({ code: { type: 'string', optional: false }, name: 'string' })
  for (const [topic, keys] of [
    ['by_primary', 'PRIMARY=code'],
    ['by_unique', 'UNIQUE=code; SHARD=code'],
  ] as const) {
    const container = startContainer(database, { SINK_TABLE_KEYS: keys })
    const records = ['a', 'A', 'a '].map((code, offset) => ({
      offset,
      value: envelope(schema, { code, name: code }),
    }))
    expect((await container.deliver(kafkaEvent({ [topic]: { 0: records } }))).totals).toMatchObject(
      {
        written: 3,
      },
    )
  }
})
