import type { Fragment, Value } from '../../../../infra/deployment/cloudformation.ts'

/** One right of a role: an action on a resource, as text. */
export interface Right {
  readonly role: string
  readonly policy: string
  readonly effect: string
  readonly action: string
  readonly resource: string
  readonly condition: string
}

type Members = Readonly<Record<string, Value>>

/** Every right in a fragment, attached policies under the role that they are attached to. */
export function rightsOf({ Resources: resources = {} }: Fragment): readonly Right[] {
  return Object.entries(resources).flatMap(([id, { Type: type, Properties: properties = {} }]) => {
    if (type === 'AWS::IAM::ManagedPolicy') {
      const role = id.replace(/Policy\d+$/, '')
      return rightsIn(role, text(properties.Description), properties.PolicyDocument)
    }
    return list(properties.Policies).flatMap((policy) => {
      const { PolicyName, PolicyDocument } = members(policy)
      return rightsIn(id, text(PolicyName), PolicyDocument)
    })
  })
}

function rightsIn(role: string, policy: string, document: Value | undefined): readonly Right[] {
  return list(members(document).Statement).flatMap((statement) => {
    const { Effect, Action, Resource, Condition } = members(statement)
    const condition = Condition === undefined ? '' : text(Condition)
    return list(Action).flatMap((action) =>
      list(Resource).map((resource) => ({
        role,
        policy,
        effect: text(Effect),
        action: text(action),
        resource: text(resource),
        condition,
      })),
    )
  })
}

/** A reference is written as in a text that CloudFormation fills in. */
function text(value: Value | undefined): string {
  if (typeof value === 'string') return value
  const filledIn = (_: string, id: string, name = '') => `\${${id}${name && `.${name}`}}`
  return JSON.stringify(value)
    .replace(/\{"Ref":"([^"]+)"\}/g, (all, id) => filledIn(all, id))
    .replace(/\{"Fn::GetAtt":\["([^"]+)","([^"]+)"\]\}/g, filledIn)
    .replace(/\{"Fn::Sub":"([^"]+)"\}/g, '$1')
}

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : []
}

function members(value: Value | undefined): Members {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {}
}
