import { type Endpoints, endpointShape, parseEndpoint, parseEndpoints } from './endpoint.ts'
import type { Report } from './report.ts'
import type { Setting } from './settings.ts'
import { areCertificates, isPrivateKey, parseTlsMode, type TlsMode } from './tls.ts'
import { parseWholeNumber } from './whole-number.ts'

/** What one source says of the connection; null where it says nothing. Certificates and keys are PEM. */
export interface ConnectionFields {
  readonly endpoints: Endpoints | null
  readonly database: string | null
  readonly user: string | null
  readonly password: string | null
  readonly tlsMode: TlsMode | null
  readonly ca: string | null
  /** SingleStore's bundle of authorities, where it lies beside the function; used where no `ca` is given. */
  readonly bundledCa: string | null
  readonly clientCertificate: string | null
  readonly clientKey: string | null
  readonly connectTimeoutMs: number | null
}

/** The options that make a connection. */
export type ConnectionOption =
  | 'clientEndpoint'
  | 'ddlEndpoint'
  | 'dmlEndpoints'
  | 'database'
  | 'user'
  | 'password'
  | 'tls'
  | 'ca'
  | 'clientCertificate'
  | 'clientKey'
  | 'connectTimeoutMs'

/** Reads the text of a file; throws what `node:fs` throws. */
export type ReadFile = (path: string) => string

/** Where one source keeps its settings. Without `readFile`, PEM must be given as text. */
export interface ConnectionSource {
  readonly get: (option: ConnectionOption) => Setting | null
  readonly readFile: ReadFile | null
}

/** Reads what one source says of the connection; a field with a fault is reported and null. */
export function readConnectionFields(source: ConnectionSource, report: Report): ConnectionFields {
  const { get, readFile } = source
  const pem = (option: ConnectionOption, isSound: (text: string) => boolean, shape: string) =>
    readPem(get(option), readFile, isSound, shape, report)
  return {
    endpoints: readEndpoints(get, report),
    database: get('database')?.text ?? null,
    user: get('user')?.text ?? null,
    password: get('password')?.text ?? null,
    tlsMode: readTlsMode(get('tls'), report),
    ca: pem('ca', areCertificates, 'PEM certificates'),
    bundledCa: get('ca') === null ? readBundledCa(readFile, report) : null,
    clientCertificate: pem('clientCertificate', areCertificates, 'a PEM certificate'),
    clientKey: pem('clientKey', isPrivateKey, 'a PEM private key without a passphrase'),
    connectTimeoutMs: parseWholeNumber(get('connectTimeoutMs'), 1, report),
  }
}

function readEndpoints(get: ConnectionSource['get'], report: Report): Endpoints | null {
  const given = { client: get('clientEndpoint'), ddl: get('ddlEndpoint'), dml: get('dmlEndpoints') }
  const { client, ddl, dml } = withoutOutranked(given)
  if (client !== null && (ddl !== null || dml !== null)) {
    const other = ddl ?? dml
    report(
      `${client.place}: contradicts ${other?.place}; give the one endpoint or the DDL and DML endpoints`,
    )
    return null
  }
  if (client !== null) {
    const endpoint = parsed(client, parseEndpoint, endpointShape, report)
    return endpoint === null ? null : { ddl: endpoint, dml: [endpoint] }
  }
  if (ddl === null) {
    if (dml !== null)
      report(
        `${dml.place}: needs the DDL endpoint beside it, in the same place: SINGLESTORE_DDL_ENDPOINT (property connection.ddlEndpoint)`,
      )
    return null
  }
  const ddlEndpoint = parsed(ddl, parseEndpoint, endpointShape, report)
  const dmlEndpoints =
    dml === null ? null : parsed(dml, parseEndpoints, `${endpointShape}, several by comma`, report)
  if (ddlEndpoint === null || (dml !== null && dmlEndpoints === null)) return null
  return { ddl: ddlEndpoint, dml: dmlEndpoints ?? [ddlEndpoint] }
}

interface EndpointSettings {
  readonly client: Setting | null
  readonly ddl: Setting | null
  readonly dml: Setting | null
}

/** Environment wins: one kind of endpoint given there silences the other kind in the properties. */
function withoutOutranked({ client, ddl, dml }: EndpointSettings): EndpointSettings {
  const inEnvironment = (setting: Setting | null) => setting?.source === 'environment'
  if (inEnvironment(ddl) || inEnvironment(dml)) {
    return { client: inEnvironment(client) ? client : null, ddl, dml }
  }
  return inEnvironment(client) ? { client, ddl: null, dml: null } : { client, ddl, dml }
}

function parsed<T>(
  { text, place }: Setting,
  parse: (text: string) => T | null,
  shape: string,
  report: Report,
): T | null {
  const value = parse(text)
  if (value === null) report(`${place}: wants ${shape}`)
  return value
}

function readTlsMode(setting: Setting | null, report: Report): TlsMode | null {
  if (setting === null) return null
  const mode = parseTlsMode(setting.text)
  if (mode === 'opportunistic') {
    report(
      `${setting.place}: encryption that falls back to plain text is refused, as anybody between could ask for that; set verify-full`,
    )
  } else if (mode === null) {
    report(`${setting.place}: wants one of verify-full, verify-ca, required, disabled`)
  } else {
    return mode
  }
  return null
}

/** The name under which SingleStore publishes the authorities of its cloud. */
const bundleFile = 'singlestore_bundle.pem'

function readBundledCa(readFile: ReadFile | null, report: Report): string | null {
  if (readFile === null) return null
  try {
    const pem = readFile(bundleFile)
    if (areCertificates(pem)) return pem
    report(`the file ${bundleFile} in the bundle: wants PEM certificates; put it there anew`)
  } catch (error) {
    const code = fileErrorCode(error)
    if (code !== 'ENOENT') {
      report(`the file ${bundleFile} in the bundle: cannot be read (${code}); put it there anew`)
    }
  }
  return null
}

/**
 * Reads PEM given as text or as the path of a file; null where there is none, or where it is not sound, which is reported.
 * Environment variables often carry a PEM's line ends as the two characters `\n`.
 */
export function readPem(
  setting: Setting | null,
  readFile: ReadFile | null,
  isSound: (text: string) => boolean,
  shape: string,
  report: Report,
): string | null {
  if (setting === null) return null
  const { text, place } = setting
  const wanted =
    readFile === null ? `wants ${shape}` : `wants ${shape}, or the path of a file that holds it`
  if (text.includes('-----BEGIN ')) {
    const pem = text.replaceAll('\\n', '\n')
    if (isSound(pem)) return pem
    report(`${place}: ${wanted}; the text is damaged or something else`)
    return null
  }
  if (readFile === null) {
    report(`${place}: ${wanted}`)
    return null
  }
  try {
    const pem = readFile(text)
    if (isSound(pem)) return pem
    report(`${place}: ${wanted}; the file holds something else`)
  } catch (error) {
    report(`${place}: ${wanted}; the file cannot be read (${fileErrorCode(error)})`)
  }
  return null
}

/** The system's name of a failure to read a file, such as ENOENT. */
export function fileErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause'
}
