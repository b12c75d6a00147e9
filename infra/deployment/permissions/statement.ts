import type { Value } from '../cloudformation.ts'

export type Condition = Readonly<Record<string, Readonly<Record<string, Value>>>>

/** A statement of an IAM policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly resources: readonly Value[]
  /** Null: under every condition. */
  readonly condition: Condition | null
}

/** Statements under a name that says what they are for. */
export interface Policy {
  readonly name: string
  readonly statements: readonly Statement[]
}

export function allow(
  actions: readonly string[],
  resources: readonly Value[],
  condition: Condition | null = null,
): Statement {
  return { effect: 'Allow', actions, resources, condition }
}

export function deny(
  actions: readonly string[],
  resources: readonly Value[],
  condition: Condition,
): Statement {
  return { effect: 'Deny', actions, resources, condition }
}

export function policyDocument(statements: readonly Statement[]): Value {
  return {
    Version: '2012-10-17',
    // Without mappings there are no topics to read.
    Statement: statements
      .filter(({ resources }) => resources.length > 0)
      .map(({ effect, actions, resources, condition }) => ({
        Effect: effect,
        Action: actions,
        Resource: resources,
        ...(condition !== null && { Condition: condition }),
      })),
  }
}
