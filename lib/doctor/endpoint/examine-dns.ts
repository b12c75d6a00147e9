import { isIP } from 'node:net'
import { failed, passed } from '../finding.ts'
import { isPrivate } from '../ip-address.ts'
import { toldError } from '../told-error.ts'
import type { Visit } from '../visit.ts'

const MENDS: ReadonlyMap<string, string> = new Map([
  [
    'ENOTFOUND',
    'Correct the host of the endpoint. A private name must be known where the function stands: associate its hosted zone with the VPC, or enable private DNS of the endpoint service.',
  ],
  [
    'EAI_AGAIN',
    "No name server answers: enable DNS support (enableDnsSupport) in the function's VPC, and let its DHCP options name a server that is reached.",
  ],
])

/** The addresses of a host; null where it has none. */
export function examineDns(host: string, visit: Visit): Promise<readonly string[] | null> {
  return visit.make({
    name: `DNS of ${host}`,
    did: `Looked up ${host}.`,
    boundMs: 10_000,
    mend: 'Correct the host of the endpoint, or let the network of the function look up names.',
    async look() {
      if (isIP(host) !== 0) return passed(`It is an address, ${kind([host])}.`, [host])
      try {
        const addresses = await visit.doors.network.lookup(host)
        if (addresses.length > 0) {
          return passed(`${addresses.join(', ')}, ${kind(addresses)}.`, addresses)
        }
        return failed('It has no address.', MENDS.get('ENOTFOUND') ?? '')
      } catch (error) {
        const mend = MENDS.get(codeOf(error))
        if (mend === undefined) throw error
        return failed(toldError(error).found, mend)
      }
    },
  })
}

function kind(addresses: readonly string[]): string {
  const count = addresses.filter(isPrivate).length
  if (count === 0) return 'public: from a VPC it takes a NAT gateway'
  return count === addresses.length ? 'private' : 'some private, some public'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
