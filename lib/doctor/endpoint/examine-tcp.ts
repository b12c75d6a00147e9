import type { Address } from '../../singlestore/session/connection-settings.ts'
import { formatAddress } from '../../singlestore/session/endpoint-choice.ts'
import { passed } from '../finding.ts'
import { isPrivate } from '../ip-address.ts'
import type { Visit } from '../visit.ts'

/** Whether a connection can be opened; null where not. */
export function examineTcp(
  address: Address,
  addresses: readonly string[],
  connectTimeoutMs: number,
  visit: Visit,
): Promise<true | null> {
  const { network, now } = visit.doors
  return visit.make({
    name: `TCP to ${formatAddress(address)}`,
    did: `Opened a connection to ${formatAddress(address)}.`,
    boundMs: connectTimeoutMs,
    mend: mendOf(address, addresses),
    async look(remainingMs) {
      const startedAt = now()
      const socket = await network.connect(address, remainingMs())
      socket.destroy()
      return passed(`It opened in ${now() - startedAt} ms.`, true as const)
    },
  })
}

/** Which of these it is, nobody tells: a refused connection says that host is there, silence says that something on the way drops packets. */
function mendOf({ port }: Address, addresses: readonly string[]): string {
  const route = addresses.every(isPrivate)
    ? 'a route to that private network (peering, a transit gateway or PrivateLink)'
    : 'a route to the internet (a NAT gateway: an interface in a VPC has no public address)'
  return `Where it is refused, correct the port ${port} (3306 is usual, 3333 on shared tiers). Where nothing answers, let the security group of the function go out to port ${port}, give its subnets ${route}, and allow the address that it comes from in the workspace's firewall and the security group of the database.`
}
