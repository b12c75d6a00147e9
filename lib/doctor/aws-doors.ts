import { setTimeout as sleep } from 'node:timers/promises'
import type { Deployment } from '../config/deployment.ts'
import type { Config } from '../config.ts'
import { createSecretSource } from '../lambda/credentials.ts'
import { createDeployedFunction } from '../lambda/deployed-function.ts'
import type { DoctorDoors } from './doctor-doors.ts'
import { systemNetwork } from './network.ts'
import { UnreadConfiguration } from './read-configuration.ts'

/** The world as a function or a machine with credentials finds it: the network, the clocks, Secrets Manager, Lambda's API. */
export function awsDoors(
  config: Config | UnreadConfiguration | null,
  { functionName, eventSourceMappings, variables }: Deployment,
  visit: Pick<DoctorDoors, 'remainingMs' | 'onCheck' | 'stopped' | 'isNamed'>,
): DoctorDoors {
  const read = config instanceof UnreadConfiguration ? null : config
  const connection = config instanceof UnreadConfiguration ? config.connection : config
  return {
    secret: secretSource(connection?.secretId ?? null, 'SINGLESTORE_SECRET_ID'),
    registrySecret: secretSource(read?.registry.secretId ?? null, 'SINK_REGISTRY_SECRET_ID'),
    network: systemNetwork,
    deployed:
      functionName === null
        ? null
        : createDeployedFunction({ functionName, eventSourceMappings, variables }),
    now: Date.now,
    random: Math.random,
    sleep,
    ...visit,
  }
}

function secretSource(secretId: string | null, option: string) {
  return secretId === null ? null : createSecretSource(secretId, option)
}
