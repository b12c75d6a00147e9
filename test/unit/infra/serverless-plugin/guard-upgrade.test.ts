import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { deploymentFragments } from '../../../../infra/deployment/template.ts'
import { mskSettings } from '../../../support/settings.ts'

interface Plugin {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>
}
const SinkPlugin: new (serverless: unknown, options: unknown, utilities: unknown) => Plugin =
  createRequire(import.meta.url)('../../../../infra/serverless-plugin/plugin.cjs')

const stack = (prefix: string) => {
  const fragments = deploymentFragments(mskSettings({ consumerGroupPrefix: prefix }))
  return { Resources: Object.assign({}, ...fragments.map(({ Resources: of }) => of ?? {})) }
}

/** Runs the hook before osls touches the stack, as osls would, with an AWS that answers like this. */
async function guard(answer: () => Promise<unknown>, hook = 'aws:deploy:deploy:createStack') {
  const asked: unknown[] = []
  const warnings: string[] = []
  const serverless = {
    classes: { Error },
    configurationInput: {
      custom: {
        deployment: {
          settings: { stackName: 'the-stack', environment: { SINK_PARTIAL_RESPONSES: 'true' } },
        },
      },
    },
    service: { provider: { compiledCloudFormationTemplate: stack('a') } },
    getProvider: () => ({
      getCloudFormationClient: async () => ({
        send: ({ input }: { readonly input: unknown }) => {
          asked.push(input)
          return answer()
        },
      }),
    }),
  }
  const plugin = new SinkPlugin(
    serverless,
    {},
    { log: { warning: (text: string) => warnings.push(text) } },
  )
  const ended = await plugin.hooks[`before:${hook}`]?.().then(
    () => null,
    (error: Error) => error.message,
  )
  return { asked, warnings, refused: ended }
}

describe('before osls touches a stack', () => {
  test('the deployed template is asked for, and what fits it goes on', async () => {
    const { asked, ...ended } = await guard(async () => ({
      TemplateBody: JSON.stringify(stack('a')),
    }))
    expect(asked).toEqual([{ StackName: 'the-stack', TemplateStage: 'Original' }])
    expect(ended).toEqual({ warnings: [], refused: null })
  })

  test('what breaks it is refused with the way there', async () => {
    const { refused } = await guard(async () => ({ TemplateBody: JSON.stringify(stack('b')) }))
    expect(refused).toMatch(
      /^Against what is deployed:\n- topic orders: its consumer group changes.+mapping-enabled=removed.+\n.*docs\/operations.md/s,
    )
  })

  test('a function alone is held against it, too: its variables change', async () => {
    const heeding = async () => ({ TemplateBody: JSON.stringify(stack('a')) })
    const hook = 'deploy:function:deploy'
    expect(await guard(heeding, hook)).toMatchObject({ asked: [{}], refused: null })
    const deaf = JSON.stringify(stack('a')).replace('ReportBatchItemFailures', '')
    expect((await guard(async () => ({ TemplateBody: deaf }), hook)).refused).toContain(
      'partial responses are switched on',
    )
  })

  test('a first deployment goes on, and one that may not be looked at says so', async () => {
    const missing = new Error('Stack with id the-stack does not exist')
    expect(await guard(() => Promise.reject(missing))).toMatchObject({
      warnings: [],
      refused: null,
    })
    const denied = new Error('User is not authorized to perform: cloudformation:GetTemplate')
    expect(await guard(() => Promise.reject(denied))).toMatchObject({
      warnings: [expect.stringContaining('Nothing was compared with what is deployed')],
      refused: null,
    })
  })
})
