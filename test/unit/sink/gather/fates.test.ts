import { expect, test } from 'vitest'
import { Fates } from '../../../../lib/sink/gather/fates.ts'
import { idRecord } from '../json-record.ts'

const [one, two, three] = [idRecord(1, 1), idRecord(2, 2), idRecord(3, 3)]
const asked = [one, two, two, three].map((record) => ({ record }))

function idleWithout(...dropped: readonly number[]): readonly number[] {
  const fates = new Fates(asked)
  for (const place of dropped) {
    const source = asked[place]
    if (source !== undefined) fates.drop(source)
  }
  return [...fates.idle()].map(({ offset }) => offset).toSorted()
}

test('a record is idle once all that it asks is left undone', () => {
  expect(idleWithout()).toEqual([])
  expect(idleWithout(0)).toEqual([1])
  expect(idleWithout(1)).toEqual([])
  expect(idleWithout(2, 1, 3)).toEqual([2, 3])
  expect(idleWithout(0, 0)).toEqual([1])
})
