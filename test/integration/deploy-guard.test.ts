import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deploymentFragments } from '../../infra/deployment/template.ts'
import { serverless } from '../support/serverless.ts'
import { clusterArn, mskSettings, secretArn } from '../support/settings.ts'

const project = new URL('../..', import.meta.url).pathname
const actions: string[] = []

/** As far as osls gets: who calls, and which template is deployed. Whatever would change the stack is refused. */
const server = createServer(async (request, response) => {
  const action = new URLSearchParams(await text(request)).get('Action') ?? String(request.url)
  actions.push(action)
  const result = results[action]
  response.writeHead(result === undefined ? 400 : 200, { 'content-type': 'text/xml' })
  response.end(
    result === undefined
      ? '<ErrorResponse><Error><Code>Refused</Code><Message>end of the stub</Message></Error></ErrorResponse>'
      : `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  )
})

const deployed = deploymentFragments(mskSettings({ consumerGroupPrefix: 'earlier' }))
const body = JSON.stringify({
  Resources: Object.assign({}, ...deployed.map(({ Resources: of }) => of ?? {})),
})
const results: Readonly<Record<string, string>> = {
  GetCallerIdentity:
    '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>u</UserId>',
  GetTemplate: `<TemplateBody>${body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</TemplateBody>`,
}

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => void server.close(resolve)))

async function deploy(...given: readonly string[]) {
  actions.length = 0
  const { port } = server.address() as AddressInfo
  const parameters = {
    'sink-name': 'shop',
    topics: 'orders',
    'msk-cluster-arn': clusterArn,
    'singlestore-endpoint': 'svc.example.com',
    'singlestore-database': 'shop',
    'singlestore-secret-arn': secretArn('singlestore'),
  }
  return await serverless(
    project,
    [
      ...['deploy', '--stage', 'prod', ...given],
      ...Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`),
    ],
    {
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_MAX_ATTEMPTS: '1',
    },
  )
}

test('deploy refuses what Lambda would refuse half-way, and has changed nothing by then', async () => {
  const { code, text: said } = await deploy()
  expect(code).not.toBe(0)
  expect(said).toMatch(/topic orders: its consumer group changes.+mapping-enabled=removed/)
  expect(actions.at(-1)).toBe('GetTemplate')
})

test('and goes on with what fits what is deployed', async () => {
  const { text: said } = await deploy('--param=consumer-group-prefix=earlier')
  expect(said).toContain('end of the stub')
  expect(said).not.toContain('Against what is deployed')
  expect(actions.indexOf('GetTemplate')).toBeLessThan(actions.length - 1)
})
