import { type Resource, ref, type Value } from '../cloudformation.ts'
import { type Policy, policyDocument, type Statement } from './statement.ts'

/** IAM takes 10 240 characters of inline policies for a role, and 6 144 of an attached one. Values that IAM sees filled in are guessed. */
const INLINE_LENGTH = 9_500
const ATTACHED_LENGTH = 5_000
const FILLED_IN_LENGTH = 150

/** A role that Lambda takes, with its policies inline; those that no longer fit, for many topics, are attached. */
export function roleResources(
  id: string,
  policies: readonly Policy[],
): Readonly<Record<string, Resource>> {
  const inline: Policy[] = []
  const attached: [string, Resource][] = []
  let left = INLINE_LENGTH
  for (const policy of policies) {
    const length = policy.statements.reduce((sum, one) => sum + lengthOf(one), 0)
    if (length <= left) {
      left -= length
      inline.push(policy)
      continue
    }
    for (const statement of policy.statements.flatMap(piecesOf)) {
      const pieceId = `${id}Policy${attached.length + 1}`
      attached.push([pieceId, attachedPolicy(policy.name, statement)])
    }
  }
  const role: Resource = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      Policies: inline.map(({ name, statements }) => ({
        PolicyName: name,
        PolicyDocument: policyDocument(statements),
      })),
      ...(attached.length > 0 && { ManagedPolicyArns: attached.map(([pieceId]) => ref(pieceId)) }),
    },
  }
  return { [id]: role, ...Object.fromEntries(attached) }
}

function attachedPolicy(name: string, statement: Statement): Resource {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { Description: name, PolicyDocument: policyDocument([statement]) },
  }
}

function piecesOf(statement: Statement): readonly Statement[] {
  const pieces: Value[][] = [[]]
  let length = 0
  for (const resource of statement.resources) {
    length += textLength(resource)
    if (length > ATTACHED_LENGTH) {
      pieces.push([])
      length = textLength(resource)
    }
    pieces.at(-1)?.push(resource)
  }
  return pieces.map((resources) => ({ ...statement, resources }))
}

function lengthOf({ actions, resources, condition }: Statement): number {
  const values = [...resources, ...Object.values(condition ?? {}).flatMap(Object.values)]
  const lengths = [...actions, ...values].map(textLength)
  return lengths.reduce((sum, length) => sum + length, FILLED_IN_LENGTH)
}

function textLength(value: Value): number {
  return typeof value === 'string' ? value.length + 3 : FILLED_IN_LENGTH
}
