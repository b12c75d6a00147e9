import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Counts the tests of several vitest runs.
 *
 * `args()` are vitest's additional arguments for one run; after it `read()` adds that run's figures.
 */
export function createTestCount() {
  const folder = mkdtempSync(join(tmpdir(), 'test-count-'))
  const path = join(folder, 'result.json')
  const count = { passed: 0, failed: 0 }
  return {
    count,
    args: () => ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
    read() {
      let result
      try {
        result = JSON.parse(readFileSync(path, 'utf8'))
      } catch {
        // A run that never got to its tests has no report; its exit code says enough.
        return
      }
      rmSync(path)
      count.passed += result.numPassedTests
      // A file may fail to load, or in a hook: then none of its tests has failed, and yet something has.
      const brokenFiles = result.testResults.filter(
        (file) =>
          file.status === 'failed' &&
          !file.assertionResults.some(({ status }) => status === 'failed'),
      ).length
      count.failed += result.numFailedTests + brokenFiles
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
