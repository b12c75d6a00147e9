import { expect, test } from 'vitest'
import { readConfig } from '../../../lib/config.ts'
import { noFiles } from './given-config.ts'

const one = 'connection.clientEndpoint=one'
const ddl = 'connection.ddlEndpoint=ddl'
const dml = 'connection.dmlEndpoints=a,b'

function read(environment: Readonly<Record<string, string>>, properties: readonly string[]) {
  const { connection, ignoredProperties } = readConfig(
    {
      ...{ SINGLESTORE_DATABASE: 'shop', SINK_NAME: 'orders' },
      ...{ SINK_PROPERTIES: properties.join('\n'), ...environment },
    },
    noFiles,
  )
  const { endpoints } = connection
  return {
    hosts: endpoints && [endpoints.ddl, ...endpoints.dml].map(({ host }) => host),
    ignoredProperties,
  }
}

test.each([
  [
    { SINGLESTORE_ENDPOINT: 'mine' },
    [one],
    ['connection.clientEndpoint (SINGLESTORE_ENDPOINT wins)'],
  ],
  [
    { SINGLESTORE_ENDPOINT: 'mine' },
    [ddl, dml],
    [
      'connection.ddlEndpoint (SINGLESTORE_ENDPOINT wins)',
      'connection.dmlEndpoints (SINGLESTORE_ENDPOINT wins)',
    ],
  ],
  [
    { SINGLESTORE_DDL_ENDPOINT: 'mine' },
    [one],
    ['connection.clientEndpoint (SINGLESTORE_DDL_ENDPOINT wins)'],
  ],
])('an endpoint of %j wins over %j, and that is told', (environment, properties, told) => {
  expect(read(environment, properties)).toEqual({
    hosts: ['mine', 'mine'],
    ignoredProperties: told,
  })
})

test('DML endpoints of the properties go with a DDL endpoint of the environment', () => {
  expect(read({ SINGLESTORE_DDL_ENDPOINT: 'mine' }, [ddl, dml])).toEqual({
    hosts: ['mine', 'a', 'b'],
    ignoredProperties: ['connection.ddlEndpoint (SINGLESTORE_DDL_ENDPOINT wins)'],
  })
})

test('without an endpoint in the environment those of the properties count', () => {
  expect(read({}, [ddl, dml])).toEqual({ hosts: ['ddl', 'a', 'b'], ignoredProperties: [] })
})
