import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { secretArn } from '../../../support/settings.ts'
import { judge, msk, selfManaged } from './given.ts'

const heard = { ...msk, 'alarm-email': 'on-call@example.com' }

describe('the variables of the functions', () => {
  test('are those that the parameters stand for', () => {
    const { 'singlestore-endpoint': one, ...without } = selfManaged
    const { settings, faults } = judge({
      ...without,
      'singlestore-ddl-endpoint': one,
      'singlestore-dml-endpoints': ['a.example.com', 'b.example.com:3307'],
      'registry-secret-arn': secretArn('registry'),
      SINK_REGISTRY_URL: 'https://registry.example.com',
      'partial-responses': false,
      'timeout-seconds': 40,
    })
    expect(faults).toEqual([])
    expect(settings.environment).toEqual({
      SINK_NAME: 'shop',
      SINGLESTORE_DDL_ENDPOINT: one,
      SINGLESTORE_DML_ENDPOINTS: 'a.example.com,b.example.com:3307',
      SINGLESTORE_DATABASE: 'shop',
      SINGLESTORE_SECRET_ID: secretArn('singlestore'),
      SINK_REGISTRY_SECRET_ID: secretArn('registry'),
      SINK_REGISTRY_URL: 'https://registry.example.com',
      SINK_PARTIAL_RESPONSES: 'false',
      SINK_FAILURE_HOLD_MS: '30000',
    })
  })

  test.each([
    ['SINK_NAME', 'sink-name'],
    ['SINGLESTORE_ENDPOINT', 'singlestore-endpoint'],
    ['SINGLESTORE_DDL_ENDPOINT', 'singlestore-ddl-endpoint'],
    ['SINGLESTORE_DML_ENDPOINTS', 'singlestore-dml-endpoints'],
    ['SINGLESTORE_DATABASE', 'singlestore-database'],
    ['SINGLESTORE_SECRET_ID', 'singlestore-secret-arn'],
    ['SINK_REGISTRY_SECRET_ID', 'registry-secret-arn'],
    ['SINK_PARTIAL_RESPONSES', 'partial-responses'],
  ])('%s is refused beside its parameter', (variable, parameter) => {
    const { faults, settings } = judge({ ...msk, [variable]: 'x' })
    expect(faults).toEqual([`${variable}: give ${parameter} instead`])
    expect(settings.environment).toEqual(judge(msk).settings.environment)
  })

  test.each(['SINK_EVENT_SOURCE_MAPPINGS', 'SINK_FUNCTION_NAME'])(
    '%s is the deployment’s own',
    (variable) => {
      const { faults } = judge({ ...msk, [variable]: 'x' })
      expect(faults).toEqual([`${variable}: the deployment sets it itself`])
    },
  )

  test('that are empty or blank count as not given', () => {
    const none = { SINK_UPSERT: null, SINK_NAME: '', SINK_TABLE_KEYS: '  ', SINK_TRANSFORM: [] }
    expect(judge({ ...heard, ...none })).toEqual(judge(heard))
  })

  test('hold a text as it was given: lines, blanks and commas too', () => {
    const properties =
      '# copied, as it is\nfields.whitelist=a , b\n\ntableKey.PRIMARY = id \r\nsinglestore.upsert=true\n'
    const { settings, faults } = judge({
      ...msk,
      SINK_PROPERTIES: properties,
      SINK_TABLE_NAMES: 'orders = a , b',
    })
    expect(faults).toEqual([])
    expect(settings.environment).toMatchObject({
      SINK_PROPERTIES: properties,
      SINK_TABLE_NAMES: 'orders = a , b',
    })
  })

  test('hold maps as JSON, and lists by comma', () => {
    const { settings, faults } = judge({
      ...msk,
      SINK_TABLE_OPTIONS: { orders: { storage: 'rowstore', keyLength: 40 } },
      SINK_PROPERTIES: { 'auto.create': false, 'fields.whitelist': 'a,b' },
      SINK_KEY_COLUMNS: ['id', 7],
    })
    expect(faults).toEqual([])
    expect(settings.environment).toMatchObject({
      SINK_TABLE_OPTIONS: '{"orders":{"storage":"rowstore","keyLength":40}}',
      SINK_PROPERTIES: '{"auto.create":false,"fields.whitelist":"a,b"}',
      SINK_KEY_COLUMNS: 'id,7',
    })
    const wrong = judge({ ...msk, SINK_TABLE_OPTIONS: { orders: { storag: 'rowstore' } } })
    expect(wrong.faults.join()).toContain('did you mean "storage"?')
  })

  test.each<[string, Given, string | undefined]>([
    ['a minute, by default', {}, '60000'],
    ['what is given', { SINK_FAILURE_HOLD_MS: 5000 }, '5000'],
    ['nothing, given as 0', { SINK_FAILURE_HOLD_MS: 0 }, '0'],
    ['most of the timeout, on demand', { polling: 'on-demand' }, '225000'],
    ['left to the sink where nothing is given up', { 'on-failure': 'none' }, undefined],
  ])('hold an attempt that commits nothing for %s', (_, given, hold) => {
    const { environment } = judge({ ...msk, ...given }).settings
    expect(environment.SINK_FAILURE_HOLD_MS).toBe(hold)
  })

  test('may name a file of a layer, which is judged later, and no file that is nowhere', () => {
    const layer = judge({ ...heard, SINK_PROPERTIES_FILE: '/opt/sink.properties' })
    expect(layer.faults).toEqual([])
    expect(layer.warnings).toEqual([
      '/opt/sink.properties is outside of the bundle: what it says is judged at the first start',
    ])
    const nowhere = judge({ ...heard, SINK_PROPERTIES_FILE: 'nowhere.properties' })
    expect(nowhere.faults).toEqual([expect.stringMatching(/^SINK_PROPERTIES_FILE.+ENOENT/)])
    expect(nowhere.warnings).toEqual([])
  })

  test('fit into what Lambda takes, counted as it counts: in bytes', () => {
    const { environment } = judge(msk).settings
    const used = Object.entries(environment).flat().join('').length
    const filtered = (text: string) => judge({ ...msk, SINK_FILTER: text }).faults
    const text = `a = '${'ü'.repeat(2000)}'`
    expect(filtered(text)).toEqual([
      `the functions' variables have ${used + 'SINK_FILTER'.length + Buffer.byteLength(text)} bytes, and Lambda takes 4096: put options into a file of the folder bundled/ and name it in SINK_PROPERTIES_FILE`,
    ])
    expect(filtered(text.replaceAll('ü', 'u'))).toEqual([])
  })
})

/** Places that a password may stand in, by mistake or not. */
const places: readonly ((password: string) => Given)[] = [
  (password) => ({ SINGLESTORE_PASSWORD: password }),
  (password) => ({ SINK_REGISTRY_PASSWORD: password, SINK_REGISTRY_URL: 'https://r' }),
  (password) => ({ SINGLESTORE_CLIENT_KEY: password }),
  (password) => ({ SINK_PROPERTIES: `connection.password=${password}` }),
  (password) => ({ SINK_PROPERTIES: { 'connection.password': password, colour: password } }),
  (password) => ({ SINK_PROPERTIES: `{"connection.password":"${password}"` }),
  (password) => ({ SINGLESTORE_PASWORD: password }),
  (password) => ({ 'singlestore-password': password }),
  (password) => ({ 'singlestore-secret-arn': password }),
  (password) => ({ 'singlestore-secret-arn': JSON.stringify({ username: 'u', password }) }),
  (password) => ({ 'singlestore-secret-arn': { username: 'u', password } }),
  (password) => ({ 'broker-secret-arn': password }),
  (password) => ({ 'singlestore-endpoint': `u:${password}@h` }),
]

test('no message tells a password, wherever it stands', () => {
  const password = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9!#%&*+?^_|~-]{10,40}[A-Za-z0-9]$/)
  fc.assert(
    fc.property(password, fc.constantFrom(...places), (secret, place) => {
      const { faults, warnings } = judge({ ...msk, ...place(secret) })
      expect([...faults, ...warnings].join('\n')).not.toContain(secret)
    }),
    { numRuns: 300 },
  )
})
