import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type FunctionSettings, lambdaEnvironment } from './lambda-environment.ts'

const CLIENT = fileURLToPath(new URL('./runtime-client.ts', import.meta.url))

export type RuntimeProcess = ChildProcessByStdio<null, Readable, Readable>

/** Starts the runtime in a process of its own that sees `environment`, what Lambda sets, and nothing of ours. */
export function spawnRuntime(
  settings: FunctionSettings,
  environment: Readonly<Record<string, string>>,
  apiAddress: string,
): RuntimeProcess {
  const logStream = `2026/01/01/[$LATEST]${randomUUID().replaceAll('-', '')}`
  const flags = [
    // Lambda's own flags: a bundle that loads here loads there.
    '--no-experimental-require-module',
    '--no-experimental-detect-module',
    `--max-old-space-size=${Math.floor(settings.memoryMb * 0.9)}`,
  ]
  return spawn(process.execPath, [...flags, CLIENT], {
    cwd: dirname(settings.modulePath),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...lambdaEnvironment(settings, logStream),
      ...environment,
      AWS_LAMBDA_RUNTIME_API: apiAddress,
    },
  })
}
