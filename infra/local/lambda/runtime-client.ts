/**
 * The runtime inside a container: loads the handler, then asks for events and answers them for ever.
 *
 * Started with `AWS_LAMBDA_RUNTIME_API`, `LAMBDA_TASK_ROOT` and `_HANDLER` set, as Lambda starts its own.
 */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { createContext } from './lambda-context.ts'
import { type Handler, loadHandler } from './load-handler.ts'
import { endOfLog } from './log-lines.ts'
import { describeFault } from './runtime-fault.ts'

const [host, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':')
const agent = new Agent({ keepAlive: true })

interface Reply {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function call(method: 'GET' | 'POST', route: string, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const path = `/2018-06-01/runtime/${route}`
    const outgoing = request({ agent, host, port, method, path }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
      )
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function answerOne(handler: Handler): Promise<void> {
  const { headers, body } = await call('GET', 'invocation/next')
  const context = createContext(headers, process.env)
  const id = context.awsRequestId
  let verb: 'response' | 'error' = 'response'
  let answer: string
  try {
    answer = JSON.stringify(await handler(JSON.parse(body), context)) ?? 'null'
  } catch (thrown) {
    verb = 'error'
    answer = JSON.stringify(describeFault(thrown))
  }
  // Both streams are pipes, which Node writes synchronously: the mark is behind all that the handler wrote.
  process.stdout.write(endOfLog(id))
  process.stderr.write(endOfLog(id))
  await call('POST', `invocation/${id}/${verb}`, answer)
}

async function run({ LAMBDA_TASK_ROOT, _HANDLER }: NodeJS.ProcessEnv): Promise<never> {
  let handler: Handler
  try {
    handler = await loadHandler(LAMBDA_TASK_ROOT ?? '', _HANDLER ?? '')
  } catch (thrown) {
    await call('POST', 'init/error', JSON.stringify(describeFault(thrown)))
    process.exit(1)
  }
  for (;;) await answerOne(handler)
}

// Without its API (the parent is gone) a runtime has nothing to live for.
run(process.env).catch(() => process.exit(1))
