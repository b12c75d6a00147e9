import type { Address } from '../../singlestore/session/connection-settings.ts'
import { formatAddress } from '../../singlestore/session/endpoint-choice.ts'
import type { Access } from '../examine-connection-settings.ts'
import type { Server } from '../server/server.ts'
import type { Visit } from '../visit.ts'
import { examineDns } from './examine-dns.ts'
import { examineLogin } from './examine-login.ts'
import { examineRoundTrip } from './examine-round-trip.ts'
import { examineTcp } from './examine-tcp.ts'
import { examineTls } from './examine-tls.ts'

/** From the name of an endpoint to a session in its database; null where one of the steps fails. */
export async function examineEndpoint(
  address: Address,
  access: Access,
  visit: Visit,
): Promise<Server | null> {
  const { settings } = access
  const at = formatAddress(address)
  const rest = [`TCP to ${at}`, `TLS to ${at}`, `Login at ${at}`, `Database at ${at}`]
  const skipFrom = (index: number, why: string) => {
    for (const name of rest.slice(index)) visit.skip(name, why)
    return null
  }
  const addresses = await examineDns(address.host, visit)
  if (addresses === null) return skipFrom(0, `It is not known where ${address.host} is.`)
  const isOpen = await examineTcp(address, addresses, settings.connectTimeoutMs, visit)
  if (isOpen === null) return skipFrom(1, `No connection to ${at} can be opened.`)
  const isTrusted = await examineTls(address, addresses, settings, visit)
  if (isTrusted === null) return skipFrom(2, `No session can be begun at ${at}.`)
  const server = await examineLogin(address, access, visit)
  if (server !== null) await examineRoundTrip(server, visit)
  return server
}
