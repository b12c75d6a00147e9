/** The formats whose times are measured, by the names that options of the sink have. */
export const COST_FORMATS = ['connect-json', 'json', 'avro', 'protobuf', 'json-schema'] as const

export type CostFormat = (typeof COST_FORMATS)[number]
