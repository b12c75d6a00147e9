import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { createSecretSource } from '../lambda/credentials.ts'
import { createGlueRegistry } from '../lambda/glue-registry.ts'
import { createLog, type Log } from '../lambda/log.ts'
import type { SinkDoors } from './assemble.ts'

/** The world as a Lambda function finds it: standard output, the clocks, Secrets Manager, Glue. */
export function lambdaDoors(config: Config): SinkDoors & { readonly log: Log } {
  const log = createLog(config.sinkName, {
    write: (line) => process.stdout.write(line),
    now: Date.now,
  })
  if (config.ignoredProperties.length > 0) {
    log.info(`Properties without a meaning here: ${config.ignoredProperties.join(', ')}.`)
  }
  return {
    log,
    secret: config.secretId === null ? null : createSecretSource(config.secretId),
    glue: createGlueRegistry(),
    now: Date.now,
    random: Math.random,
    sleep,
    warn: log.warn,
  }
}
