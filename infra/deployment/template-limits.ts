import type { Fragment } from './cloudformation.ts'

/** CloudFormation takes 1 MB; what osls adds for the functions is a small part of it. */
const TEMPLATE_BYTES = 950_000

/** IAM's quota of managed policies for a role, where nobody has had it raised. */
const ATTACHED_POLICIES = 10

const mend = 'read some of them with another sink-name'

/** What AWS takes of no template, in sentences with the way out; only many topics come as far. */
export function templateLimitFaults(
  fragments: readonly Fragment[],
  topics: number,
): readonly string[] {
  const bytes = Buffer.byteLength(JSON.stringify(fragments))
  const attached = fragments
    .flatMap(({ Resources }) => Object.values(Resources ?? {}))
    .map(({ Properties }) => Properties?.ManagedPolicyArns)
    .map((arns) => (Array.isArray(arns) ? arns.length : 0))
  return [
    ...(bytes > TEMPLATE_BYTES
      ? [
          `topics names ${topics}: their template would be larger than the 1 MB that CloudFormation takes; ${mend}`,
        ]
      : []),
    ...(Math.max(0, ...attached) > ATTACHED_POLICIES
      ? [
          `topics names ${topics}: their permissions do not fit into the ${ATTACHED_POLICIES} managed policies that IAM takes for a role; ${mend}, or give a shorter consumer-group-prefix`,
        ]
      : []),
  ]
}
