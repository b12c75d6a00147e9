import { fork } from 'node:child_process'
import { once } from 'node:events'

/** What a measured process sends: how far it is, and at last its result. */
export type Message<Result> = { readonly progress: string } | { readonly result: Result }

/**
 * Runs a script in a process of its own, whose memory and CPU time are nobody else's; hands it `input` and returns its
 * result. What the script prints on standard output, such as the sink's log, is dropped.
 *
 * @param script absolute path
 * @param environment all that the process sees of the environment
 * @throws Error with the process's standard error when it ends without a result
 */
export async function runMeasured<Input extends object, Result>(
  script: string,
  input: Input,
  environment: Readonly<Record<string, string>>,
  onProgress: (text: string) => void = () => undefined,
): Promise<Result> {
  const child = fork(script, [JSON.stringify(input)], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let standardError = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    standardError = (standardError + text).slice(-4000)
  })
  let outcome: { readonly result: Result } | null = null
  child.on('message', (message: Message<Result>) => {
    if ('progress' in message) onProgress(message.progress)
    else outcome = message
  })
  const kill = () => child.kill()
  process.on('exit', kill)
  await once(child, 'close')
  process.off('exit', kill)
  if (outcome === null) throw new Error(`${script} ended without a result.\n${standardError}`)
  return (outcome as { readonly result: Result }).result
}

/** The measured process's side: reads the input, does the work, sends the result and ends. */
export async function serveMeasured<Input, Result>(
  work: (input: Input, progress: (text: string) => void) => Promise<Result>,
): Promise<void> {
  const send = (message: Message<Result>) =>
    new Promise<void>((resolve) => {
      process.send?.(message, () => resolve())
    })
  const input = JSON.parse(process.argv[2] ?? '{}') as Input
  await send({ result: await work(input, (progress) => void send({ progress })) })
  process.exit()
}
