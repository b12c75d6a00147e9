import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readBoolean } from './config/boolean.ts'
import { readChanges } from './config/changes.ts'
import { readChoice } from './config/choice.ts'
import { checkWithoutSecret } from './config/connection.ts'
import {
  type ConnectionFields,
  type ReadFile,
  readConnectionFields,
} from './config/connection-fields.ts'
import { type Deployment, gatherDeployment } from './config/deployment.ts'
import { readEvolution } from './config/evolution.ts'
import { readFormats, reportUnknownKeys } from './config/formats.ts'
import { deepFreeze } from './config/freeze.ts'
import { readLoading } from './config/loading.ts'
import { readMapping } from './config/mapping.ts'
import { outrankedEndpoints } from './config/outranked-endpoints.ts'
import { readProperties } from './config/property-texts.ts'
import { type RegistrySettings, readRegistrySettings } from './config/registry/registry-settings.ts'
import type { Report } from './config/report.ts'
import { readRoute } from './config/route.ts'
import { readSecretId } from './config/secret-id.ts'
import { gatherSettings, type Setting, type Settings } from './config/settings.ts'
import { readTableOptions } from './config/table-options.ts'
import { reportTables } from './config/table-rules.ts'
import { parseWholeNumber } from './config/whole-number.ts'
import { ConfigError } from './errors.ts'
import type { FormatNames } from './format/format-name.ts'
import { type ChangeRules, knowsKeys } from './table/change-rules.ts'
import type { OutOfRangePolicy, TypeProfile } from './table/encoding.ts'
import type { Evolution } from './table/evolution.ts'
import type { LoadingRules } from './table/loading-rules.ts'
import { type MappingRules, readsKey } from './table/mapping-rules.ts'
import type { RouteRules } from './table/route-rules.ts'
import { parseTableKeys, splitTableKeys, type TableKey } from './table/table-key.ts'
import type { TableOptions } from './table/table-options.ts'

/** The configuration of one deployment, deeply frozen. */
export interface Config {
  /** What was given explicitly; `completeConnection` joins it with the secret. */
  readonly connection: ConnectionFields
  readonly secretId: string | null
  /** What was given explicitly; `registrySource` joins it with the registry's own secret. */
  readonly registry: RegistrySettings
  /** Null only without the ledger. */
  readonly sinkName: string | null
  readonly valueFormats: FormatNames
  readonly keyFormats: FormatNames
  readonly tableKeys: readonly TableKey[]
  /** Null where `singlestore.metadata.allow=false`: no ledger, at least once. */
  readonly ledgerTable: string | null
  readonly route: RouteRules
  readonly mapping: MappingRules
  readonly changes: ChangeRules
  readonly loading: LoadingRules
  readonly evolution: Evolution
  /** Of single tables; that of `*` is for all that are not named. */
  readonly tableOptions: ReadonlyMap<string, TableOptions>
  readonly autoCreate: boolean
  /** Whose column types a created table gets. */
  readonly typeProfile: TypeProfile
  /** What becomes of a value that its column cannot hold. */
  readonly outOfRange: OutOfRangePolicy
  /** What becomes of a record that cannot become a row. */
  readonly tolerance: 'none' | 'all'
  readonly deadLetterTable: string
  /** Failures are reported record by record; else the invocation fails as a whole. */
  readonly partialResponses: boolean
  readonly maxRetries: number
  readonly retryBackoffMs: number
  /** How long an invocation that committed nothing lasts at least before it fails. */
  readonly failureHoldMs: number
  /** Properties of a copied connector file that count for nothing, each with the reason where that is not plain. */
  readonly ignoredProperties: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment and the connector's properties (`SINK_PROPERTIES`, `SINK_PROPERTIES_FILE`).
 * @throws ConfigError with every fault in one message, and no value in it that could be a secret
 */
export function readConfig(
  environment: Environment = process.env,
  readFile: ReadFile = readBundledFile,
): Config {
  const faults: string[] = []
  const report = (fault: string) => faults.push(fault)
  const properties = readProperties(environment, readFile, report)
  const settings = gatherSettings(environment, properties, report)
  const ledger = readBoolean(settings.get('ledger'), true, report)
  const ledgerTable = settings.get('ledgerTable')?.text ?? 'kafka_connect_transaction_metadata'
  const config: Config = {
    connection: readConnectionFields({ get: settings.get, readFile }, report),
    secretId: readSecretId(settings.get('secretId'), report),
    registry: readRegistrySettings(settings, readFile, report),
    sinkName: readSinkName(settings.get('sinkName'), ledger, report),
    valueFormats: readFormats('value', settings, report),
    keyFormats: readFormats('key', settings, report),
    tableKeys: readTableKeys(settings, report),
    ledgerTable: ledger ? ledgerTable : null,
    route: readRoute(settings, report),
    mapping: readMapping(settings, report),
    changes: readChanges(settings, report),
    loading: readLoading(settings, report),
    evolution: readEvolution(settings.get('schemaEvolution'), report),
    tableOptions: readTableOptions(settings.get('tableOptions'), report),
    autoCreate: readBoolean(settings.get('autoCreate'), true, report),
    typeProfile: readChoice(settings.get('typeProfile'), ['lossless', 'connector'], report),
    outOfRange: readChoice(settings.get('outOfRange'), ['reject', 'null', 'clamp'], report),
    tolerance: readChoice(settings.get('tolerance'), ['none', 'all'], report),
    deadLetterTable: settings.get('deadLetterTable')?.text ?? 'kafka_dead_letters',
    partialResponses: readBoolean(settings.get('partialResponses'), false, report),
    maxRetries: parseWholeNumber(settings.get('maxRetries'), 0, report) ?? 10,
    retryBackoffMs: parseWholeNumber(settings.get('retryBackoffMs'), 0, report) ?? 3000,
    failureHoldMs: parseWholeNumber(settings.get('failureHold'), 0, report) ?? 0,
    ignoredProperties: [...settings.ignored, ...outrankedEndpoints(settings)],
  }
  reportTables(config, settings, report)
  if (knowsKeys(config.changes) || readsKey(config.mapping)) reportUnknownKeys(settings, report)
  if (config.secretId === null) {
    checkWithoutSecret(config.connection, (option) => settings.get(option) !== null, report)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return deepFreeze(config)
}

/** The part of a configuration that says how to reach the database. */
export type ConnectionConfig = Pick<Config, 'connection' | 'secretId'>

/**
 * Reads that part alone, whatever is wrong with the others, so that the doctor can go on; null where it has faults itself.
 * @param environment as for `readConfig`
 */
export function readConnectionConfig(
  environment: Environment = process.env,
  readFile: ReadFile = readBundledFile,
): ConnectionConfig | null {
  const faults: string[] = []
  const report = (fault: string) => faults.push(fault)
  const settings = gatherSettings(
    environment,
    readProperties(environment, readFile, report),
    // A name that is unknown may be meant for the sink; one of a connection's was meant for this part.
    (fault) => {
      if (/SINGLESTORE_|connection\.|params\./.test(fault)) report(fault)
    },
  )
  const connection = readConnectionFields({ get: settings.get, readFile }, report)
  const secretId = readSecretId(settings.get('secretId'), report)
  if (secretId === null) {
    checkWithoutSecret(connection, (option) => settings.get(option) !== null, report)
  }
  return faults.length > 0 ? null : deepFreeze({ connection, secretId })
}

/** Reads what the doctor is told of the deployment. */
export function readDeployment(environment: Environment = process.env): Deployment {
  return gatherDeployment(environment)
}

/** In Lambda the working folder is the bundle's own. */
function readBundledFile(path: string): string {
  return readFileSync(resolve(path), 'utf8')
}

function readSinkName(setting: Setting | null, required: boolean, report: Report): string | null {
  if (setting === null) {
    if (required) {
      report(
        'SINK_NAME: missing; names this deployment in the ledger, 1 to 64 characters that never change (or switch the ledger off by singlestore.metadata.allow=false)',
      )
    }
    return null
  }
  const { text, place } = setting
  if ([...text].length <= 64 && !/\p{Cc}/u.test(text) && text.isWellFormed()) return text
  report(`${place}: wants 1 to 64 characters, none of them a control character`)
  return null
}

function readTableKeys(settings: Settings, report: Report): readonly TableKey[] {
  const list = settings.get('tableKeys')
  const texts =
    list === null
      ? settings
          .members('tableKeys')
          .map(({ member, text, place }) => ({ place, selector: member, columns: text }))
      : splitTableKeys(list.text, list.place, report)
  return parseTableKeys(texts, report)
}
