import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../../../lib/config.ts'
import { createSecretSource } from '../../../../lib/lambda/credentials.ts'
import { createGlueRegistry } from '../../../../lib/lambda/glue-registry.ts'
import type { SinkDoors } from '../../../../lib/sink/sink-doors.ts'

/** The world as the sink finds it in its function, but for the log. */
export function planDoors(
  { secretId, registry }: Config,
  warn: (message: string) => void,
): SinkDoors {
  const secret = (id: string | null, option: string) =>
    id === null ? null : createSecretSource(id, option)
  return {
    secret: secret(secretId, 'SINGLESTORE_SECRET_ID'),
    registrySecret: secret(registry.secretId, 'SINK_REGISTRY_SECRET_ID'),
    glue: createGlueRegistry(),
    now: Date.now,
    random: Math.random,
    sleep,
    info: () => undefined,
    warn,
  }
}
