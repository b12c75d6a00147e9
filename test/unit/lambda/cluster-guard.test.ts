import { expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { createClusterGuard } from '../../../lib/lambda/cluster-guard.ts'

test('one cluster and events without a name pass', () => {
  const guard = createClusterGuard()
  for (const cluster of [null, 'arn:a', null, 'arn:a']) expect(guard(cluster)).toBeUndefined()
})

test('a second cluster is refused, and so again, and the first stays welcome', () => {
  const guard = createClusterGuard()
  guard('arn:a')
  for (const _ of [1, 2]) {
    expect(() => guard('arn:b')).toThrow(
      expect.objectContaining({
        code: 'ERR_EVENT_CLUSTER',
        message: expect.stringMatching(/arn:b .*arn:a.*SINK_NAME/),
      }),
    )
    expect(() => guard('arn:b')).toThrow(EventError)
  }
  expect(guard('arn:a')).toBeUndefined()
})

test('guards know nothing of each other', () => {
  createClusterGuard()('arn:a')
  expect(createClusterGuard()('arn:b')).toBeUndefined()
})
