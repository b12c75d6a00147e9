import { describe, expect, test } from 'vitest'
import { secretArn } from '../../../support/settings.ts'
import { judge, msk, selfManaged } from './given.ts'

const scram = {
  'broker-auth': 'SASL_SCRAM_512_AUTH',
  'broker-secret-arn': secretArn('AmazonMSK_sink'),
}
const key = 'arn:aws:kms:eu-central-1:123456789012:key/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0'

describe('what AWS asks of a login at MSK is asked before', () => {
  test('a secret that MSK takes, under a key that the role may use', () => {
    const fine = judge({ ...msk, ...scram, 'kms-key-arns': key, 'alarm-email': 'ops@example.com' })
    expect(fine).toMatchObject({ faults: [], warnings: [] })
  })

  test('a secret of another name is refused, one without its key is warned of', () => {
    const { faults } = judge({ ...msk, ...scram, 'broker-secret-arn': secretArn('sink') })
    expect(faults).toEqual([
      'broker-secret-arn: MSK takes a secret only if its name begins with AmazonMSK_',
    ])
    expect(judge({ ...msk, ...scram }).warnings).toContainEqual(
      expect.stringContaining('kms-key-arns is empty'),
    )
  })

  test('no sign-in at a cluster that may have IAM is warned of', () => {
    expect(judge({ ...msk, 'broker-auth': 'NONE' }).warnings).toContainEqual(
      expect.stringContaining('broker-auth=NONE'),
    )
  })
})

describe('brokers that are not of MSK', () => {
  const { source: _, ...others } = selfManaged

  test('need to be called so, and nothing else is said of them', () => {
    expect(judge(others)).toMatchObject({
      faults: ['bootstrap-servers is for source=self-managed: set source=self-managed'],
      unset: [],
    })
  })

  test('are refused beside a cluster of MSK', () => {
    expect(judge({ ...msk, 'bootstrap-servers': 'pkc-1.example.com:9092' }).faults).toEqual([
      expect.stringContaining('bootstrap-servers is for source=self-managed'),
    ])
  })
})

test.each([
  ['singlestore-endpoint', 'svc-….svc.singlestore.com'],
  ['singlestore-endpoint', '<your-endpoint>'],
  ['bootstrap-servers', '<broker>:9092'],
])('a placeholder is no %s: %s', (name, value) => {
  expect(judge({ ...selfManaged, [name]: value }).faults).toEqual([
    expect.stringContaining(`${name}=${value} is not`),
  ])
})

test.each([
  ['singlestore-secret-arn', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:*-AbCdEf'],
  ['kms-key-arns', 'arn:aws:kms:eu-central-1:123456789012:key/*'],
  ['msk-cluster-arn', 'arn:aws:kafka:eu-central-1:123456789012:cluster/*/*'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variables look so
  ['msk-cluster-arn', 'arn:aws:kafka:eu-central-1:123456789012:cluster/${aws:username}/x'],
])('what IAM would take for many is no %s: %s', (name, value) => {
  expect(judge({ ...msk, [name]: value }).faults).toHaveLength(1)
})

test('a value that says EXAMPLE is a value', () => {
  expect(judge({ ...msk, topics: 'EXAMPLES', 'singlestore-database': 'EXAMPLE_DB' })).toMatchObject(
    {
      faults: [],
      unset: [],
    },
  )
})

test('what is said of alarms that there are not is refused', () => {
  expect(judge({ ...msk, alarms: false, 'alarm-email': 'ops@example.com' }).faults).toEqual([
    'alarm-email is for alarms=true',
  ])
})

test('a column that is called key is no secret; the key of a keystore is', () => {
  const warned = (text: string) =>
    judge({ ...msk, SINK_PROPERTIES: text }).warnings.filter((warning) =>
      /SINK_PROPERTIES/.test(warning),
    )
  expect(warned('singlestore.columnToField.orders.key=id')).toEqual([])
  expect(
    warned('value.converter.schema.registry.ssl.keystore.key=-----BEGIN PRIVATE KEY-----'),
  ).toHaveLength(1)
})
