import { registrySource } from '../config/registry/registry-connection.ts'
import type { Config } from '../config.ts'
import { RegistryClient } from '../registry/registry-client.ts'
import { failed, passed, skipped } from './finding.ts'
import type { Visit } from './visit.ts'

/** Whether a Confluent registry answers and takes the login; Glue has no question that is free of rights to a schema. */
export async function examineRegistry(config: Config, visit: Visit): Promise<void> {
  const { doors } = visit
  const { urls, secretId } = config.registry
  const isNamed = urls !== null || secretId !== null
  await visit.make({
    name: 'Schema registry',
    did: isNamed
      ? `Asked ${urls === null ? 'the registry of the secret' : urls.map(hostOf).join(', ')} for the types of schemas that it knows.`
      : 'Looked for a registry.',
    boundMs: 20_000,
    mend: 'Correct SINK_REGISTRY_URL and its login, or let the network of the function reach it.',
    async look(remainingMs) {
      if (!isNamed) {
        return skipped(
          'No Confluent registry is named (SINK_REGISTRY_URL). Schemas of Glue are read by the role of the function when the first record asks for one.',
        )
      }
      // Each server is asked once: what comes right by waiting is told, too.
      let isAsked = false
      const sleep = async () => {
        isAsked = true
      }
      const source = registrySource(config, doors.registrySecret)
      const types = await new RegistryClient(source, { ...doors, sleep }).get(
        '/schemas/types',
        readTypes,
        () => (isAsked ? 0 : remainingMs()),
      )
      if (types !== null) return passed(`It answers, and knows ${types.join(', ')}.`, null)
      return failed(
        'It answers, and knows no types of schemas.',
        'Check the path in SINK_REGISTRY_URL: it is to be that of the registry itself.',
      )
    },
  })
}

const KNOWN_TYPES = ['AVRO', 'PROTOBUF', 'JSON']

function readTypes(body: unknown): readonly string[] | null {
  if (!Array.isArray(body)) return null
  return KNOWN_TYPES.filter((type) => body.includes(type))
}

function hostOf(url: string): string {
  return new URL(url).host
}
