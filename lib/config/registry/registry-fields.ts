import { type ReadFile, readPem } from '../connection-fields.ts'
import type { Report } from '../report.ts'
import type { Setting } from '../settings.ts'
import { areCertificates, isPrivateKey } from '../tls.ts'
import type { registryOptions } from './registry-options.ts'
import { parseRegistryUrls } from './registry-url.ts'

/** What one source says of the registry; null where it says nothing. Certificates and keys are PEM. */
export interface RegistryFields {
  /** `http(s)://host[:port][/path]` without a slash at the end. */
  readonly urls: readonly string[] | null
  readonly user: string | null
  readonly password: string | null
  readonly token: string | null
  readonly logicalCluster: string | null
  readonly identityPool: string | null
  readonly ca: string | null
  readonly clientCertificate: string | null
  readonly clientKey: string | null
}

/** The options that say how to reach the registry. */
export type RegistryOption = Exclude<keyof typeof registryOptions, 'registrySecretId'>

/** Where one source keeps its settings. Without `readFile`, PEM must be given as text. */
export interface RegistryFieldsSource {
  readonly get: (option: RegistryOption) => Setting | null
  readonly readFile: ReadFile | null
}

/** Reads what one source says of the registry; a field with a fault is reported and null. */
export function readRegistryFields(source: RegistryFieldsSource, report: Report): RegistryFields {
  const { get, readFile } = source
  const pair = readUserInfo(get('registryUserInfo'), report)
  const pem = (option: RegistryOption, isSound: (text: string) => boolean, wanted: string) =>
    readPem(get(option), readFile, isSound, wanted, report)
  return {
    urls: readUrls(get('registryUrl'), report),
    user: readUser(get('registryUser'), report) ?? pair?.user ?? null,
    password: get('registryPassword')?.text ?? pair?.password ?? null,
    token: readHeader(get('registryToken'), report),
    logicalCluster: readHeader(get('registryLogicalCluster'), report),
    identityPool: readHeader(get('registryIdentityPool'), report),
    ca: pem('registryCa', areCertificates, 'PEM certificates'),
    clientCertificate: pem('registryClientCertificate', areCertificates, 'a PEM certificate'),
    clientKey: pem(
      'registryClientKey',
      isPrivateKey,
      'a PEM private key (with a passphrase only in the secret, beside privateKeyPassword)',
    ),
  }
}

function readUrls(setting: Setting | null, report: Report): readonly string[] | null {
  if (setting === null) return null
  const read = parseRegistryUrls(setting.text)
  if ('urls' in read) return read.urls
  report(`${setting.place}: ${read.fault}`)
  return null
}

/** What precedes the first colon is the user (RFC 7617 §2). */
function readUser(setting: Setting | null, report: Report): string | null {
  if (setting?.text.includes(':') !== true) return setting?.text ?? null
  report(`${setting.place}: wants a user without a colon; the password is an option of its own`)
  return null
}

function readUserInfo(
  setting: Setting | null,
  report: Report,
): { readonly user: string; readonly password: string } | null {
  if (setting === null) return null
  const [, user, password] = /^([^:]+):(.+)$/s.exec(setting.text) ?? []
  if (user !== undefined && password !== undefined) return { user, password }
  report(`${setting.place}: wants user:password`)
  return null
}

function readHeader(setting: Setting | null, report: Report): string | null {
  if (setting === null || /^[\x20-\x7e]+$/.test(setting.text)) return setting?.text ?? null
  report(`${setting.place}: wants ASCII characters without line ends`)
  return null
}
