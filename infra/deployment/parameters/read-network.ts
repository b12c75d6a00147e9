import type { Network } from '../settings.ts'
import type { ParameterName } from './parameter-table.ts'
import type { Reading } from './reading.ts'

/** Reads a network, of which both parts must be given, or neither. */
export function readNetwork(
  reading: Reading,
  subnets: ParameterName,
  groups: ParameterName,
): Network | null {
  const subnetIds = reading.list(subnets)
  const securityGroupIds = reading.list(groups)
  if (subnetIds.length === 0 && securityGroupIds.length === 0) return null
  if (subnetIds.length === 0 || securityGroupIds.length === 0) {
    const missing = subnetIds.length === 0 ? subnets : groups
    reading.faults.push(`${missing} is not set: ${subnets} and ${groups} go together`)
  }
  return { subnetIds, securityGroupIds }
}
