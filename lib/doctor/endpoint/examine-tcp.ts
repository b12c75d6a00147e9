import type { Address } from '../../singlestore/session/connection-settings.ts'
import { formatAddress } from '../../singlestore/session/endpoint-choice.ts'
import { failed, passed } from '../finding.ts'
import { isPrivate } from '../ip-address.ts'
import { toldError } from '../told-error.ts'
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
    mend: wayMend(address, addresses),
    async look(remainingMs) {
      const startedAt = now()
      try {
        const socket = await network.connect(address, remainingMs())
        socket.destroy()
      } catch (error) {
        return failed(toldError(error).found, mendOf(error, address, addresses))
      }
      return passed(`It opened in ${now() - startedAt} ms.`, true as const)
    },
  })
}

/** A refused connection says that a host is there; silence says that something on the way drops packets. Of several addresses each may say another. */
function mendOf(error: unknown, address: Address, addresses: readonly string[]): string {
  const codes = codesOf(error)
  const refused = codes.filter((code) => code === 'ECONNREFUSED').length
  const mends = [
    ...(refused > 0 ? [portMend(address)] : []),
    ...(refused < codes.length ? [wayMend(address, addresses)] : []),
  ]
  return mends.join(' ')
}

function portMend({ port }: Address): string {
  return `The host is there, and nobody listens: correct the port ${port} (3306 is usual, 3333 on shared tiers), and see whether the workspace runs.`
}

function wayMend({ port }: Address, addresses: readonly string[]): string {
  const route = addresses.every(isPrivate)
    ? 'a route to that private network (peering, a transit gateway or PrivateLink)'
    : 'a route to the internet (a NAT gateway: an interface in a VPC has no public address)'
  return `Let the security group of the function go out to port ${port}, give its subnets ${route}, and allow the address that it comes from in the workspace's firewall and the security group of the database.`
}

/** One for each address that was tried. */
function codesOf(error: unknown): readonly string[] {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.flatMap(codesOf)
  }
  return [error instanceof Error && 'code' in error ? String(error.code) : '']
}
