import { readFileSync } from 'node:fs'
import avsc from 'avsc/lib/types.js'
import { expect, test } from 'vitest'

/** The reader overrides private methods of avsc: another version may have others. */
test('the version of avsc is the one whose private methods are known', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(dependencies.avsc).toBe('5.7.9')
  const record = avsc.builtins.RecordType.prototype
  expect(record).toMatchObject({
    _createConstructor: expect.any(Function),
    _createSkipper: expect.any(Function),
    _createWriter: expect.any(Function),
    _createChecker: expect.any(Function),
  })
  const type = new avsc.builtins.DoubleType()
  expect(type._read).toBeTypeOf('function')
})
