import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sinkVariables } from '../../../../infra/local/commands/try/sink-variables.ts'

const folder = mkdtempSync(join(tmpdir(), 'variables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const connection = 'connection.ddlEndpoint=a\nparams.serverSslCert=/none.pem\n'

test('options of the environment reach the sink, what --env gives wins, and nothing else does', () => {
  const environment = {
    SINK_UPSERT: 'true',
    SINK_NAME: 'outer',
    PATH: '/',
    SINGLESTORE_TEST_URL: 'x',
  }
  expect(sinkVariables(environment, { SINK_NAME: 'given', OTHER: 'x' }, false)).toEqual({
    variables: { SINK_UPSERT: 'true', SINK_NAME: 'given', OTHER: 'x' },
    unused: [],
  })
})

describe('the database of the user', () => {
  test('is left out of the environment and of the properties, and that is told', () => {
    const environment = {
      SINGLESTORE_ENDPOINT: 'x',
      SINK_PROPERTIES: `${connection}singlestore.upsert=true`,
    }
    expect(sinkVariables(environment, {}, false)).toEqual({
      variables: { SINK_PROPERTIES: '{"singlestore.upsert":"true"}' },
      unused: ['SINGLESTORE_ENDPOINT', 'connection.ddlEndpoint', 'params.serverSslCert'],
    })
  })

  test('is left out of a file, whose other properties stand behind those of the text', () => {
    const path = join(folder, 'sink.properties')
    writeFileSync(path, `${connection}auto.create=false\nsinglestore.upsert=false`)
    const given = { SINK_PROPERTIES_FILE: path, SINK_PROPERTIES: 'singlestore.upsert=true' }
    const { variables } = sinkVariables({}, given, false)
    expect(Object.keys(variables)).toEqual(['SINK_PROPERTIES'])
    expect(JSON.parse(variables.SINK_PROPERTIES ?? '')).toEqual({
      'auto.create': 'false',
      'singlestore.upsert': 'true',
    })
  })

  test('stays where the properties have a fault: the sink tells it', () => {
    const text = `${connection}singlestore.upsert=1\nsinglestore.upsert=2`
    const { variables, unused } = sinkVariables({}, { SINK_PROPERTIES: text }, false)
    expect(variables.SINK_PROPERTIES).toBe(text)
    expect(unused).toEqual([])
  })
})

test('the registry of the user is left out only where schemas are given', () => {
  const environment = {
    SINK_REGISTRY_SECRET_ID: 'arn',
    SINK_PROPERTIES:
      'value.converter.basic.auth.user.info=a:b\nkey.converter.schema.registry.url=http://r',
  }
  expect(sinkVariables(environment, {}, false).variables).toEqual(environment)
  expect(sinkVariables(environment, {}, true)).toEqual({
    variables: { SINK_PROPERTIES: '{}' },
    unused: [
      'SINK_REGISTRY_SECRET_ID',
      'value.converter.basic.auth.user.info',
      'key.converter.schema.registry.url',
    ],
  })
})
