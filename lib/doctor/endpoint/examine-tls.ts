import type { Socket } from 'node:net'
import type { Address, ConnectionSettings } from '../../singlestore/session/connection-settings.ts'
import { formatAddress } from '../../singlestore/session/endpoint-choice.ts'
import { readGreeting } from '../../singlestore/session/greeting.ts'
import { NoTlsError, probeTls, type TlsFacts } from '../../singlestore/session/tls-probe.ts'
import { type Finding, failed, passed, skipped, warned } from '../finding.ts'
import { isPrivate } from '../ip-address.ts'
import type { Visit } from '../visit.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const SOON_DAYS = 30

/** The handshake as the sink makes it; null where the sink would refuse the server. */
export function examineTls(
  address: Address,
  addresses: readonly string[],
  { tls, connectTimeoutMs }: ConnectionSettings,
  visit: Visit,
): Promise<true | null> {
  const { network, now } = visit.doors
  return visit.make({
    name: `TLS to ${formatAddress(address)}`,
    did:
      tls.mode === 'disabled'
        ? `Read the greeting of ${formatAddress(address)}, without TLS as SINGLESTORE_TLS=disabled asks.`
        : `Shook hands with ${formatAddress(address)} as SINGLESTORE_TLS=${tls.mode} asks.`,
    boundMs: connectTimeoutMs,
    mend: `Let the endpoint be that of a SingleStore workspace${tls.mode === 'disabled' ? '' : ' that speaks TLS 1.2 or 1.3'}, by its port for SQL; a proxy or load balancer before it must pass TCP on as it is.`,
    async look(remainingMs) {
      if (tls.mode === 'disabled') {
        await greet(await network.connect(address, remainingMs()), remainingMs())
        const found =
          'It greets as a database does. TLS is disabled: everything is sent in the clear.'
        if (addresses.every(isPrivate)) return { ...skipped(found), value: true }
        return warned(found, 'Set SINGLESTORE_TLS=verify-full (params.sslMode).', true)
      }
      try {
        const socket = await network.connect(address, remainingMs())
        return judge(await probeTls(socket, address, tls, remainingMs), now())
      } catch (error) {
        if (!(error instanceof NoTlsError)) throw error
        return failed(
          error.message,
          'Enable TLS on the server; SINGLESTORE_TLS=disabled (params.sslMode) goes without, for a network where nobody can listen.',
        )
      }
    },
  })
}

/** Without TLS, too, a login is for nobody but a database. */
async function greet(socket: Socket, boundMs: number): Promise<void> {
  try {
    await readGreeting(socket, Math.max(1, boundMs))
  } finally {
    socket.destroy()
  }
}

/** @param nowMs wall clock */
export function judge(facts: TlsFacts, nowMs: number): Finding<true> {
  const { protocol, subject, issuer, hosts, expiresAt, fault } = facts
  const days = Math.floor((expiresAt - nowMs) / DAY_MS)
  const age = days < 0 ? `expired ${-days} days ago` : `expires in ${days} days`
  const found = `${protocol}, certificate of ${subject || 'nobody'}${hosts === '' ? '' : ` for ${hosts}`}, by ${issuer || 'nobody'}, ${age}`
  if (fault !== null) return failed(`${found}; refused: ${fault}.`, mendOf(fault))
  if (days >= SOON_DAYS) return passed(`${found}.`, true)
  return warned(`${found}.`, "Have the server's certificate renewed.", true)
}

function mendOf(fault: string): string {
  if (/ALTNAME|HOSTNAME/i.test(fault)) {
    return 'Give the endpoint by a name that the certificate holds, or set SINGLESTORE_TLS=verify-ca (params.sslMode) with its authority in SINGLESTORE_CA.'
  }
  if (/EXPIRED|NOT_YET_VALID/i.test(fault)) {
    return "Renew the server's certificate, or the authority in SINGLESTORE_CA (params.serverSslCert), whichever is out of date."
  }
  return "Give the authority that signed the server's certificate in SINGLESTORE_CA (params.serverSslCert); for SingleStore Helios that is https://portal.singlestore.com/static/ca/singlestore_bundle.pem."
}
