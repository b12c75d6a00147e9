import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { createSecretSource } from '../lambda/credentials.ts'
import { createGlueRegistry } from '../lambda/glue-registry.ts'
import { createLog, type Log } from '../lambda/log.ts'
import type { SinkDoors } from './sink-doors.ts'

/** The world as a Lambda function finds it: standard output, the clocks, Secrets Manager, Glue. */
export function lambdaDoors(config: Config): SinkDoors & { readonly log: Log } {
  const log = createLog(config.sinkName, (line) => process.stdout.write(line))
  if (config.ignoredProperties.length > 0) {
    log.info(`Properties without a meaning here: ${config.ignoredProperties.join(', ')}.`)
  }
  return {
    log,
    secret: secretSource(config.secretId, 'SINGLESTORE_SECRET_ID'),
    registrySecret: secretSource(config.registry.secretId, 'SINK_REGISTRY_SECRET_ID'),
    glue: createGlueRegistry(),
    now: Date.now,
    random: Math.random,
    sleep,
    info: log.info,
    warn: log.warn,
  }
}

function secretSource(secretId: string | null, option: string) {
  return secretId === null ? null : createSecretSource(secretId, option)
}
