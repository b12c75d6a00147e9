import { isIP } from 'node:net'
import { isPrivate } from '../ip-address.ts'
import { type Deployed, type Judgement, type Remark, withoutFunction } from './judgement.ts'

/** Whether the sink stands in a network from which the database can be reached. */
export const functionNetwork: Judgement = {
  name: 'Network of the sink',
  did: 'Compared the network of the sink’s function with the configured endpoints.',
  lacks: withoutFunction,
  look: (deployed) => {
    const subnets = deployed.sinkFunction?.subnetIds.length ?? 0
    const remarks: Remark[] = []
    const hidden = subnets === 0 ? privateHosts(deployed) : []
    if (hidden.length > 0) {
      remarks.push({
        outcome: 'failed',
        topic: null,
        found: `${hidden.join(', ')} is a private address, and the function stands in no network of its own.`,
        mend: 'Set function-subnet-ids and function-security-group-ids.',
      })
    }
    if (subnets === 1) {
      remarks.push({
        outcome: 'warned',
        topic: null,
        found: 'The function has one subnet: when its zone fails, so does the sink.',
        mend: 'Name subnets of two zones in function-subnet-ids.',
      })
    }
    return remarks
  },
  fine: ({ sinkFunction }) =>
    sinkFunction?.subnetIds.length === 0
      ? 'The function stands in Lambda’s own network, which reaches the internet.'
      : `The function stands in ${sinkFunction?.subnetIds.join(', ')}.`,
}

/** Of names, only the function's own network knows the addresses. */
function privateHosts({ config }: Deployed): readonly string[] {
  const endpoints = config?.connection.endpoints ?? null
  if (endpoints === null) return []
  const hosts = [endpoints.ddl, ...endpoints.dml].map(({ host }) => host)
  return [...new Set(hosts)].filter((host) => isIP(host) !== 0 && isPrivate(host))
}
