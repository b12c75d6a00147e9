import type { FunctionKey } from '../names.ts'
import type { Settings } from '../settings.ts'
import { functionArn } from './arns.ts'
import { ownSecrets } from './own-code.ts'
import { type Condition, deny, type Policy, type Statement } from './statement.ts'

/** Of these a function's code needs nothing, wherever. */
const LAMBDAS_ALONE = /^(ec2|kafka|kafka-cluster):/

/**
 * Denies a function's own code what its role allows for Lambda's sake: interfaces, and on the sink's role all that pollers do.
 *
 * Source: AWS Lambda Developer Guide, "Using source function ARN to control function access behavior": requests of the code carry the
 * function's ARN; those of Lambda for networks and for event sources do not.
 */
export function withholdFromCode(
  settings: Settings,
  key: FunctionKey,
  lent: readonly Statement[],
): readonly Policy[] {
  const fromCode: Condition = {
    ArnEquals: { 'lambda:SourceFunctionArn': functionArn(settings, key) },
  }
  const needed = new Set<unknown>(ownSecrets(settings, key))
  const isEverywhere = ({ actions }: Statement) => actions.every((one) => LAMBDAS_ALONE.test(one))

  const everywhere = new Set(lent.filter(isEverywhere).flatMap(({ actions }) => actions))
  const places = lent
    .filter((statement) => !isEverywhere(statement))
    .map(({ actions, resources }) => ({
      actions,
      resources: resources.filter((resource) => !needed.has(resource)),
    }))
  const statements = [
    { actions: [...everywhere], resources: everywhere.size > 0 ? ['*'] : [] },
    ...places,
  ]
    .filter(({ resources }) => resources.length > 0)
    .map(({ actions, resources }) => deny(actions, resources, fromCode))
  return statements.length === 0 ? [] : [{ name: 'withhold-from-code', statements }]
}
