import { expect, test } from 'vitest'
import type { StoreError } from '../../../../lib/errors.ts'
import { toStoreError } from '../../../../lib/singlestore/session/store-error.ts'
import { withoutEcho } from '../../../../lib/singlestore/session/without-echo.ts'
import { driverError } from './driver-error.ts'

async function failureOf(errno: number, text: string): Promise<StoreError> {
  const doing = 'deleting from "orders"'
  return await withoutEcho(doing, async () => {
    throw toStoreError(driverError(text, { errno }), doing)
  }).then(
    () => expect.unreachable('it failed'),
    (error) => error,
  )
}

test.each([
  [1064, "You have an error in your SQL syntax near ''hush')' at line 1"],
  [1105, 'oops hush'],
  [1267, 'Illegal mix hush'],
  [1690, "BIGINT value is out of range in 'hush'"],
  [1292, "Truncated incorrect INTEGER value: 'hush'"],
  [1213, 'Deadlock hush'],
])(
  'of error %i nothing that repeats the statement is told, not even by its cause',
  async (errno, text) => {
    const error = await failureOf(errno, text)
    const cause = error.cause instanceof Error ? error.cause : { message: '', stack: '' }
    expect(`${error.message} ${error.stack} ${cause.message} ${cause.stack}`).not.toContain('hush')
    expect(error.message).toContain(`While deleting from "orders": error ${errno}`)
    expect(error).toMatchObject({ errno, transient: errno === 1213 })
  },
)

test.each([
  [1146, "Table 'shop.orders' doesn't exist"],
  [1205, 'Lock wait timeout exceeded; owned by connection id 7'],
])('error %i names what it is about, as ever', async (errno, text) => {
  expect((await failureOf(errno, text)).message).toContain(text)
})

test('what is no error of the server is passed on', async () => {
  const mine = new TypeError('mine')
  await expect(withoutEcho('working', () => Promise.reject(mine))).rejects.toBe(mine)
})
