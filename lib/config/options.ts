import { connectionOptions } from './connection-options.ts'
import { laterOptions } from './later-options.ts'
import type { Option } from './option.ts'
import { registryOptions } from './registry/registry-options.ts'
import { sinkOptions } from './sink-options.ts'

export type { Option } from './option.ts'

const rows = { ...connectionOptions, ...registryOptions, ...sinkOptions, ...laterOptions }

export type OptionName = keyof typeof rows

/** Every option; the README's tables are made from these. */
export const options: Readonly<Record<OptionName, Option>> = rows

export const optionNames = Object.keys(rows) as readonly OptionName[]
