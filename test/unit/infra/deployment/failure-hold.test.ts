import { describe, expect, test } from 'vitest'
import { failureHoldMs } from '../../../../infra/deployment/parameters/failure-hold.ts'
import type { Polling } from '../../../../infra/deployment/settings.ts'
import { mskSettings } from '../../../support/settings.ts'

const { polling, onFailure } = mskSettings()

function withAttempts(maximumRetryAttempts: number): Polling {
  if (polling.mode === 'on-demand') throw new Error('the builder’s polling is provisioned')
  return { ...polling, maximumRetryAttempts }
}

describe('how long an attempt that commits nothing lasts', () => {
  test('is a minute, so that Lambda’s 10 000 attempts outlast a week', () => {
    expect(failureHoldMs(polling, onFailure, 300)).toBe(60_000)
    expect((10_000 * 60_000) / 86_400_000).toBeCloseTo(6.9, 1)
  })

  test('is a part of a short timeout', () => {
    expect(failureHoldMs(polling, onFailure, 20)).toBe(15_000)
  })

  test('is most of the timeout where there are ten attempts only', () => {
    expect(failureHoldMs({ mode: 'on-demand' }, onFailure, 300)).toBe(225_000)
    expect(failureHoldMs(withAttempts(-1), onFailure, 300)).toBe(225_000)
  })

  test('is up to the sink where Lambda never gives a batch up', () => {
    const none = { kind: 'none' } as const
    expect(failureHoldMs({ mode: 'on-demand' }, none, 300)).toBeNull()
    expect(failureHoldMs(withAttempts(-1), none, 300)).toBeNull()
    expect(failureHoldMs(withAttempts(100), none, 300)).toBe(60_000)
  })
})
