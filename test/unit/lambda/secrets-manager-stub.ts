import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of Secrets Manager: the text of a secret, or an error by its name. */
export type SecretAnswer =
  | { readonly secretString: string }
  | { readonly secretBinary: string }
  | { readonly error: string; readonly status?: number }

/** A server on loopback that speaks as much of Secrets Manager's protocol as `GetSecretValue` needs. */
export interface SecretsManagerStub extends AsyncDisposable {
  readonly url: string
  /** The secrets that were asked for, in order. */
  readonly asked: readonly string[]
  /** Answers to come, one each; the last one stays. */
  answers: readonly SecretAnswer[]
}

export async function startSecretsManager(): Promise<SecretsManagerStub> {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const chunk of request) body.push(chunk)
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
      response.writeHead(400).end('{"__type":"UnknownOperationException"}')
      return
    }
    asked.push(JSON.parse(Buffer.concat(body).toString()).SecretId)
    const answer = stub.answers[0] ?? { error: 'InternalServiceError', status: 500 }
    if (stub.answers.length > 1) stub.answers = stub.answers.slice(1)
    const [status, json] = render(answer)
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(json))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stub: SecretsManagerStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return stub
}

function render(answer: SecretAnswer): readonly [number, object] {
  if ('error' in answer) {
    return [answer.status ?? 400, { __type: answer.error, Message: `${answer.error} happened` }]
  }
  const content =
    'secretString' in answer
      ? { SecretString: answer.secretString }
      : { SecretBinary: answer.secretBinary }
  return [200, { ARN: 'arn', Name: 'name', VersionStages: ['AWSCURRENT'], ...content }]
}
