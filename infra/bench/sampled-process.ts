import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A process that stays ready between its samples: several of them can take turns. */
export interface SampledProcess<Result> {
  /** @throws Error with the process's standard error when it ends instead */
  sample(): Promise<Result>
  close(): void
}

/**
 * Starts a script in a process of its own. What it prints on standard output is dropped.
 *
 * @param script absolute path; calls `serveSamples`
 * @param environment all that the process sees of the environment
 */
export function startSampled<Input extends object, Result>(
  script: string,
  input: Input,
  environment: Readonly<Record<string, string>>,
): SampledProcess<Result> {
  const child = fork(script, [JSON.stringify(input)], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let standardError = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    standardError = (standardError + text).slice(-4000)
  })
  const ended = once(child, 'close').then((): never => {
    throw new Error(`${script} ended without a result.\n${standardError}`)
  })
  ended.catch(() => undefined)
  const kill = () => child.kill()
  process.on('exit', kill)
  return {
    async sample() {
      const answered = once(child, 'message')
      child.send('sample')
      const [result] = await Promise.race([answered, ended])
      return result as Result
    },
    close() {
      process.off('exit', kill)
      kill()
    },
  }
}

/** The process's side: makes ready, then takes a sample whenever it is asked to. */
export function serveSamples<Input, Result>(
  prepare: (input: Input) => Promise<() => Promise<Result>>,
): void {
  const ready = prepare(JSON.parse(process.argv[2] ?? '{}') as Input)
  process.on('message', async () => {
    const sample = await ready
    process.send?.(await sample())
  })
}
