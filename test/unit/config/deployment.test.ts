import { expect, test } from 'vitest'
import { readDeployment } from '../../../lib/config.ts'
import { complete, givenConfig } from './given-config.ts'

test('the function, its mappings, and what both functions have to have are told', () => {
  const deployment = readDeployment({
    ...complete,
    SINK_FUNCTION_NAME: ' sink-prod ',
    SINK_EVENT_SOURCE_MAPPINGS: 'u-1, u-2,',
    SINK_FILTER: '',
    SINGLESTORE_TEST_URL: 'mysql://localhost',
    AWS_REGION: 'eu-central-1',
  })
  expect(deployment).toEqual({
    functionName: 'sink-prod',
    eventSourceMappings: ['u-1', 'u-2'],
    variables: new Map(Object.entries(complete)),
  })
})

test('nothing has to be told', () => {
  const nothing = { functionName: null, eventSourceMappings: [], variables: new Map() }
  expect(readDeployment({ SINK_FUNCTION_NAME: '', SINK_EVENT_SOURCE_MAPPINGS: ' ' })).toEqual(
    nothing,
  )
})

test('the sink passes both over', () => {
  const told = { SINK_FUNCTION_NAME: 'sink-prod', SINK_EVENT_SOURCE_MAPPINGS: 'u-1' }
  expect(givenConfig(told)).toEqual(givenConfig({}))
})
