/** The sink's function as AWS has it; null: not told. */
export interface FunctionFacts {
  readonly name: string
  readonly arn: string
  readonly runtime: string | null
  readonly handler: string | null
  readonly layers: readonly string[]
  readonly memoryMb: number | null
  readonly timeoutSeconds: number | null
  readonly state: string | null
  readonly stateReason: string | null
  readonly lastUpdateStatus: string | null
  readonly lastUpdateReason: string | null
  /** Subnets of its own network; none where it runs in Lambda's. */
  readonly subnetIds: readonly string[]
  /** Names of the variables SINK_* and SINGLESTORE_* that are others than the doctor's; null where they may not be read. */
  readonly differingVariables: readonly string[] | null
  /** Whether it reports failures; null where they may not be read. */
  readonly partialResponses: boolean | null
}

/** One event source mapping as AWS has it; null: not told, or not set. */
export interface MappingFacts {
  readonly uuid: string
  readonly functionArn: string
  readonly state: string | null
  readonly stateReason: string | null
  readonly lastResult: string | null
  readonly topics: readonly string[]
  readonly clusterArn: string | null
  /** Of a cluster outside of MSK: host:port each. */
  readonly bootstrapServers: readonly string[]
  readonly consumerGroup: string | null
  readonly startingPosition: string | null
  readonly batchSize: number | null
  readonly windowSeconds: number | null
  readonly reportsFailures: boolean
  readonly provisioned: boolean
  readonly maximumRetryAttempts: number | null
  readonly maximumRecordAgeSeconds: number | null
  readonly halvesBatches: boolean
  /** An ARN, or `kafka://topic`. */
  readonly destination: string | null
  readonly filters: number
  /** What Lambda itself asks a schema registry for. */
  readonly registry: {
    readonly format: string
    /** `KEY`, `VALUE` or both. */
    readonly attributes: readonly string[]
  } | null
  readonly metrics: readonly string[]
  readonly logLevel: string | null
}

/** A question that AWS did not answer. */
export interface Unanswered {
  /** The action, such as `lambda:GetFunctionConfiguration`. */
  readonly action: string
  /** One sentence. */
  readonly found: string
  readonly mend: string
}

/** How the sink is deployed, as far as AWS told. */
export interface DeployedFacts {
  /** Null where it was not told. */
  readonly sinkFunction: FunctionFacts | null
  readonly mappings: readonly MappingFacts[]
  readonly unanswered: readonly Unanswered[]
}
