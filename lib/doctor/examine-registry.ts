import { registrySource } from '../config/registry/registry-connection.ts'
import type { Config } from '../config.ts'
import type { FormatName } from '../format/format-name.ts'
import type { RegistryAccessSource } from '../registry/registry-access.ts'
import { RegistryClient } from '../registry/registry-client.ts'
import { knowsKeys } from '../table/change-rules.ts'
import { readsKey } from '../table/mapping-rules.ts'
import type { DoctorDoors } from './doctor-doors.ts'
import { skipped, warned } from './finding.ts'
import { judgeRegistry, type RegistryAnswer, type SchemaType } from './registry-judgement.ts'
import { toldError } from './told-error.ts'
import type { Visit } from './visit.ts'

/** Whether each Confluent registry answers, takes the login and knows the formats; Glue has no question that is free of rights to a schema. */
export async function examineRegistry(config: Config, visit: Visit): Promise<void> {
  const { doors } = visit
  const { urls, secretId } = config.registry
  const isNamed = urls !== null || secretId !== null
  const wanted = wantedTypes(config)
  await visit.make({
    name: 'Schema registry',
    did: isNamed
      ? `Asked ${urls === null ? 'the registry of the secret' : urls.map(hostOf).join(', ')} for the types of schemas that it knows.`
      : 'Looked for a registry.',
    boundMs: 20_000,
    mend: 'Correct SINK_REGISTRY_URL and its login, or let the network of the function reach it.',
    async look(remainingMs) {
      if (isNamed) {
        const source = registrySource(config, doors.registrySecret)
        const { urls: all } = await source(false)
        const answers = all.map((url) => ask(url, source, doors, remainingMs))
        return judgeRegistry(await Promise.all(answers), wanted)
      }
      if (wanted.length === 0) {
        return skipped(
          'No Confluent registry is named (SINK_REGISTRY_URL). Schemas of Glue are read by the role of the function when the first record asks for one.',
        )
      }
      return warned(
        `Records hold schemas of ${wanted.join(', ')}, and no Confluent registry is named: Glue alone is asked for them.`,
        'Set SINK_REGISTRY_URL, unless the schemas are in Glue and the role of the function may read them (read-glue-schemas=true).',
        null,
      )
    },
  })
}

async function ask(
  url: string,
  source: RegistryAccessSource,
  doors: DoctorDoors,
  remainingMs: () => number,
): Promise<RegistryAnswer> {
  // Each server is asked once: what comes right by waiting is told, too.
  let isAsked = false
  const sleep = async () => {
    isAsked = true
  }
  const only: RegistryAccessSource = async (fresh) => ({ ...(await source(fresh)), urls: [url] })
  const client = new RegistryClient(only, { ...doors, sleep })
  const host = hostOf(url)
  try {
    const types = await client.get('/schemas/types', readTypes, () => (isAsked ? 0 : remainingMs()))
    return { host, types: types ?? [], fault: null }
  } catch (error) {
    return { host, types: [], fault: toldError(error) }
  }
}

const KNOWN_TYPES = ['AVRO', 'PROTOBUF', 'JSON'] as const

function readTypes(body: unknown): readonly SchemaType[] | null {
  if (!Array.isArray(body)) return null
  return KNOWN_TYPES.filter((type) => body.includes(type))
}

const TYPE_OF: Readonly<Partial<Record<FormatName, SchemaType>>> = {
  avro: 'AVRO',
  protobuf: 'PROTOBUF',
  'json-schema': 'JSON',
}

/** The types of the formats that are named; `auto` names none. */
function wantedTypes(config: Config): readonly SchemaType[] {
  const readsKeys = knowsKeys(config.changes) || readsKey(config.mapping)
  const parts = [config.valueFormats, ...(readsKeys ? [config.keyFormats] : [])]
  const formats = parts.flatMap(({ byTopic, otherwise }) => [...byTopic.values(), otherwise])
  const named = new Set(formats.map((format) => TYPE_OF[format]))
  return KNOWN_TYPES.filter((type) => named.has(type))
}

function hostOf(url: string): string {
  return new URL(url).host
}
