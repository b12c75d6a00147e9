import { describe, expect, test } from 'vitest'
import { permissions } from '../../../../infra/deployment/permissions/permissions.ts'
import { type Right, rightsOf } from './granted.ts'
import { variants } from './permissions-variants.ts'

describe('the permissions are exactly these', () => {
  test.each(Object.entries(variants))('of %s', async (name, settings) => {
    const table = tableOf(rightsOf(permissions(settings)))

    await expect(table).toMatchFileSnapshot(`permissions/${name}.txt`)
  })
})

/** By role and policy, one line for each action on each resource. */
function tableOf(rights: readonly Right[]): string {
  const groups = Map.groupBy(rights, ({ role, policy }) => `${role} ${policy}`)
  const blocks = [...groups].map(([title, group]) => {
    const lines = group.map(({ effect, action, resource, condition }) => {
      const when = condition.replace(
        /^\{"ArnEquals":\{"lambda:SourceFunctionArn":(.+)\}\}$/,
        'by $1',
      )
      return `  ${effect} ${action} on ${resource} ${when}`.trimEnd()
    })
    return `${title}\n${lines.join('\n')}\n`
  })
  return blocks.join('\n')
}
