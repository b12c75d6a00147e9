import { describe, expect, test } from 'vitest'
import { StoreError } from '../../../../lib/errors.ts'
import {
  ClaimBlockedError,
  ClaimTakenError,
  claimError,
} from '../../../../lib/singlestore/ledger/claim-error.ts'
import { toStoreError } from '../../../../lib/singlestore/session/store-error.ts'
import { driverError } from '../session/driver-error.ts'

const of = [
  { topic: 'orders', partition: 0 },
  { topic: 'orders', partition: 0 },
  { topic: 'songs', partition: 2 },
]

function claim(message: string, errno: number) {
  return claimError(toStoreError(driverError(message, { errno }), 'claiming'), of, 'ledger')
}

describe('a failed claim', () => {
  test('whose sequence another transaction took is worth a new look', () => {
    const error = claim("Duplicate entry 's-orders-0-7' for key 'PRIMARY'", 1062)
    expect(error).toBeInstanceOf(ClaimTakenError)
    expect(error).toMatchObject({
      transient: true,
      message:
        'Another transaction committed records of orders-0, songs-2 since the ledger was read.',
    })
  })

  test('that waited in vain names the connection that holds it', () => {
    const error = claim(
      'Leaf Error (h:1): Lock wait timeout exceeded; try restarting transaction. Row lock owned by connection id 512, query `commit`',
      1205,
    )
    expect(error).toBeInstanceOf(ClaimBlockedError)
    expect(error).toMatchObject({
      of,
      transient: true,
      code: 'ERR_STORE_TRANSIENT',
      errno: 1205,
      message: expect.stringMatching(
        /blocked by another open transaction of connection 512 on the table "ledger"/,
      ),
    })
  })

  test('that outlasted the invocation is blocked, too, and not tried again in it', () => {
    const late = new StoreError('ERR_DEADLINE', 'no answer', { transient: false })
    const error = claimError(late, of, 'ledger')
    expect(error).toBeInstanceOf(ClaimBlockedError)
    expect(error).toMatchObject({ code: 'ERR_DEADLINE', transient: false, cause: late })
  })

  test.each([new StoreError('ERR_ACCESS_DENIED', 'm', { transient: false }), new TypeError('m')])(
    'for another reason stays what it is: %s',
    (error) => {
      expect(claimError(error, of, 'ledger')).toBe(error)
    },
  )
})
