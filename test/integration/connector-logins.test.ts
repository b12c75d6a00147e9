import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const address = `${database.host}:${database.port}`
const NO_TIME_TO_RETRY = { SINK_MAX_RETRIES: '0', SINGLESTORE_CONNECT_TIMEOUT_MS: '2000' }
const event = (topic: string) =>
  kafkaEvent({ [topic]: { 0: [{ offset: 0, value: envelope('{"type":"int32"}', 1) }] } })

afterEach(() => {
  database.faults.clear()
})

/** A name under `.invalid` is never resolved (RFC 2606). */
const WRONG_HOST = 'wrong-host.invalid:5506'

test.each([
  ['failWithWrongDdlEndpoint', { SINGLESTORE_DDL_ENDPOINT: WRONG_HOST }],
  [
    'failWithWrongDmlEndpointsParameter',
    { SINGLESTORE_DDL_ENDPOINT: address, SINGLESTORE_DML_ENDPOINTS: WRONG_HOST },
  ],
])('%s: a host that is not there is named', async (_, endpoints) => {
  const container = startContainer(database, {
    ...NO_TIME_TO_RETRY,
    SINGLESTORE_ENDPOINT: '',
    ...endpoints,
  })
  await expect(container.deliver(event('unreached'))).rejects.toMatchObject({
    message: expect.stringContaining('wrong-host.invalid:5506'),
  })
})

test('failWithWrongDatabase: a database that is not there is named, with the option', async () => {
  const container = startContainer(database, { SINGLESTORE_DATABASE: 'wrongDatabase' })
  await expect(container.deliver(event('lost'))).rejects.toMatchObject({
    transient: false,
    message: expect.stringMatching(/wrongDatabase.*SINGLESTORE_DATABASE/s),
  })
})

test('successUserParameter, successPasswordParameter: a login that is right is let in', async () => {
  for (const [user, password] of [
    ['open_user', ''],
    ['test_user', 'SuPerSECRETpASSWORD123'],
  ] as const) {
    database.setPassword(user, password)
    const container = startContainer(database, {
      SINGLESTORE_USER: user,
      SINGLESTORE_PASSWORD: password,
    })
    expect((await container.deliver(event(`by_${user}`))).totals.written).toBe(1)
  }
})

test.each([
  ['failWrongUserParameter', 'wrong_user', 'whatever'],
  ['failWrongPasswordParameter', 'test_user', 'wRongSuPerSECRETpASSWORD123'],
])('%s: a login that is wrong is refused at once, and nothing secret is told', async (...given) => {
  const [, user, password] = given
  database.setPassword('test_user', 'SuPerSECRETpASSWORD123')
  const container = startContainer(database, {
    SINGLESTORE_USER: user,
    SINGLESTORE_PASSWORD: password,
  })
  await expect(container.deliver(event('denied'))).rejects.toMatchObject({
    code: 'ERR_ACCESS_DENIED',
    transient: false,
    message: expect.not.stringContaining(password),
  })
})

test('ExceptionTest: a database that is gone is no fault that passes, and is not tried ten times', async () => {
  const container = startContainer(database)
  await container.deliver(event('before_the_drop'))
  database.statements.clear()
  database.faults.inject({
    match: /^BEGIN/,
    moment: 'before',
    action: { kind: 'error', errno: 1049, message: "Unknown database 'testdb'" },
    times: 100,
  })
  const next = kafkaEvent({
    before_the_drop: { 0: [{ offset: 1, value: envelope('{"type":"int32"}', 1) }] },
  })

  await expect(container.deliver(next)).rejects.toMatchObject({ transient: false, errno: 1049 })
  expect(database.faults.fired).toHaveLength(1)
})
