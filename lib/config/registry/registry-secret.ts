import { createPrivateKey } from 'node:crypto'
import { shownName } from '../database-name.ts'
import { nearestName } from '../nearest-name.ts'
import type { Report } from '../report.ts'
import type { Setting } from '../settings.ts'
import type { RegistryOption } from './registry-fields.ts'
import { registryOptions } from './registry-options.ts'

/** Plain names of fields; those of the secrets that Lambda's own registry access takes are among them. */
const plainNames: Readonly<Record<RegistryOption, readonly string[]>> = {
  registryUrl: ['url', 'urls', 'schemaRegistryUrl'],
  registryUser: ['user', 'username', 'apiKey'],
  registryPassword: ['password', 'apiSecret'],
  registryUserInfo: ['userInfo', 'basic.auth.user.info'],
  registryToken: ['token', 'bearerToken'],
  registryLogicalCluster: ['logicalCluster'],
  registryIdentityPool: ['identityPool', 'identityPoolId'],
  registryCa: ['ca', 'caCertificate'],
  registryClientCertificate: ['certificate', 'clientCertificate', 'clientCert'],
  registryClientKey: ['privateKey', 'clientKey'],
}

const keyPassword = 'privateKeyPassword'

const optionOf: ReadonlyMap<string, RegistryOption> = new Map(
  (Object.keys(plainNames) as RegistryOption[]).flatMap((option) => {
    const { environment, property } = registryOptions[option]
    const names = [environment, property, ...plainNames[option]].filter((name) => name !== null)
    return names.map((name) => [name, option] as const)
  }),
)

/**
 * Finds the registry's options among the fields of its secret: by plain name, environment name or property. Fields that
 * belong to others are passed over; one that looks misspelt is reported, and so are two that contradict each other.
 */
export function gatherRegistrySecret(
  fields: Readonly<Record<string, unknown>>,
  report: Report,
): (option: RegistryOption) => Setting | null {
  const found = new Map<RegistryOption, Setting>()
  for (const [name, value] of Object.entries(fields)) {
    const place = placeOf(name)
    const option = optionOf.get(name)
    if (option === undefined) {
      if (name !== keyPassword) checkForeign(name, report)
      continue
    }
    const text = readText(value, option)
    const rival = found.get(option)
    if (text === null) report(`${place}: wants ${registryOptions[option].wants}`)
    else if (text === '') continue
    else if (rival === undefined) found.set(option, { text, place, source: 'secret' })
    else if (rival.text !== text) report(`${place}: contradicts ${rival.place}; keep one`)
  }
  const key = found.get('registryClientKey')
  if (key !== undefined) found.set('registryClientKey', unlock(key, fields[keyPassword], report))
  return (option) => found.get(option) ?? null
}

function placeOf(name: string): string {
  return `field ${shownName(name)} of the registry's secret`
}

/** Null for another type than a text or, for several URLs, a list of texts. */
function readText(value: unknown, option: RegistryOption): string | null {
  if (value === null) return ''
  if (option === 'registryUrl' && Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? value.join(',') : null
  }
  if (typeof value !== 'string') return null
  return option === 'registryPassword' ? value : value.trim()
}

/** A key that is locked leaves as one that is not: nothing later needs to know its passphrase. */
function unlock(key: Setting, passphrase: unknown, report: Report): Setting {
  if (passphrase === undefined || passphrase === null || passphrase === '') return key
  try {
    if (typeof passphrase !== 'string') throw new TypeError()
    const unlocked = createPrivateKey({ key: key.text.replaceAll('\\n', '\n'), passphrase })
    return { ...key, text: unlocked.export({ type: 'pkcs8', format: 'pem' }).toString() }
  } catch {
    report(`${placeOf(keyPassword)}: does not unlock the private key beside it`)
    return key
  }
}

function checkForeign(name: string, report: Report): void {
  const nearest = nearestName(name, [...optionOf.keys(), keyPassword])
  const isOurs = /^(?:SINK_|(?:value|key)\.converter\.)/.test(name)
  if (!isOurs && (nearest === null || name.length <= 3)) return
  const suggestion = nearest === null ? 'leave it out' : `did you mean "${nearest}"?`
  report(`${placeOf(name)}: no field of a registry; ${suggestion}`)
}
