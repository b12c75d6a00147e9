import type { Settings } from '../settings.ts'
import { allow, type Statement } from './statement.ts'

/**
 * What Lambda does under a function's role to put the function into a network.
 *
 * Source: AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC": "allow them on all
 * resources"; Lambda looks for them before there is an interface to name.
 */
export function attachFunction({ network }: Settings): readonly Statement[] {
  if (network === null) return []
  const actions = [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ]
  return [allow(actions, ['*'])]
}

/**
 * What it does to poll private brokers, in their network.
 *
 * Source: AWS Lambda Developer Guide, "Configuring Lambda permissions for Amazon MSK event source mappings" and "Configuring Lambda
 * execution role permissions". Describing has no resources (Service Authorization Reference, "Amazon EC2"), and the cluster's
 * subnets are not known here.
 */
export function attachPollers({ brokers }: Settings): readonly Statement[] {
  if (brokers.kind === 'self-managed' && brokers.network === null) return []
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
  ]
  return [allow(actions, ['*'])]
}
