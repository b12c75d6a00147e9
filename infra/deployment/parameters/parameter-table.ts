import { kafkaParameters } from './kafka-parameters.ts'
import type { Parameter } from './parameter.ts'
import { stackParameters } from './stack-parameters.ts'

const rows = { ...stackParameters, ...kafkaParameters }

export type ParameterName = keyof typeof rows

/** The parameters of a deployment by name. */
export const parameterTable: Readonly<Record<ParameterName, Parameter>> = rows

export const parameterNames = Object.keys(rows) as readonly ParameterName[]
