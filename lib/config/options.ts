import { changeOptions } from './change-options.ts'
import { connectionOptions } from './connection-options.ts'
import { deploymentOptions } from './deployment-options.ts'
import { mappingOptions } from './mapping-options.ts'
import type { Option } from './option.ts'
import { registryOptions } from './registry/registry-options.ts'
import { sinkOptions } from './sink-options.ts'
import { tableCreationOptions } from './table-creation-options.ts'

export type { Option } from './option.ts'

const rows = {
  ...connectionOptions,
  ...registryOptions,
  ...sinkOptions,
  ...tableCreationOptions,
  ...mappingOptions,
  ...changeOptions,
  ...deploymentOptions,
}

export type OptionName = keyof typeof rows

/** Every option; the README's tables are made from these. */
export const options: Readonly<Record<OptionName, Option>> = rows

export const optionNames = Object.keys(rows) as readonly OptionName[]

/** How a message names an option, whichever way it was given. */
export function optionPlace({ environment, property, member }: Option): string {
  if (environment === null) return property ?? ''
  return property === null ? environment : `${environment} (property ${property}${member ?? ''})`
}
