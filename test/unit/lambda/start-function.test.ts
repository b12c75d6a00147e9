import { afterEach, expect, test, vi } from 'vitest'
import { ConfigError } from '../../../lib/errors.ts'
import { startFunction } from '../../../lib/lambda/start-function.ts'

const standardOutput = vi.spyOn(process.stdout, 'write')

afterEach(() => {
  standardOutput.mockReset()
})

test('what keeps a function from starting is one line of the log, and is thrown', async () => {
  const lines: string[] = []
  standardOutput.mockImplementation((text) => lines.push(String(text)) > 0)
  const fault = new ConfigError(['SINK_NAME: is missing', 'SINGLESTORE_ENDPOINT: is missing'])

  await expect(startFunction(() => Promise.reject(fault))).rejects.toBe(fault)

  expect(lines).toEqual([
    `${JSON.stringify({ level: 'error', message: fault.message, sink: null, errorCode: 'ERR_CONFIG' })}\n`,
  ])
})

test('a start that succeeds gives its parts, and writes nothing', async () => {
  expect(await startFunction(() => 5)).toBe(5)
  expect(standardOutput).not.toHaveBeenCalled()
})
