/** How Lambda's pollers sign in at brokers outside of MSK; `secretArn` is a full ARN. */
export type SelfManagedSignIn =
  | {
      readonly kind:
        | 'BASIC_AUTH'
        | 'SASL_SCRAM_256_AUTH'
        | 'SASL_SCRAM_512_AUTH'
        | 'CLIENT_CERTIFICATE_TLS_AUTH'
      readonly secretArn: string
    }
  | {
      readonly kind: 'OAUTHBEARER_AUTH'
      readonly secretArn: string
      /** Null where the token server needs none. */
      readonly scope: string | null
      readonly audience: string | null
      /** Of Confluent Cloud: `lkc-…` and `pool-…`. */
      readonly logicalCluster: string | null
      readonly identityPool: string | null
    }
  | { readonly kind: 'NONE' }

/** How they sign in at an MSK cluster. */
export type MskSignIn =
  | { readonly kind: 'IAM' }
  | {
      readonly kind: 'SASL_SCRAM_512_AUTH' | 'CLIENT_CERTIFICATE_TLS_AUTH'
      readonly secretArn: string
    }
  | { readonly kind: 'NONE' }

/** A network that interfaces are put into. */
export interface Network {
  readonly subnetIds: readonly string[]
  readonly securityGroupIds: readonly string[]
}

/** Where the records come from. */
export type Brokers =
  | { readonly kind: 'msk'; readonly clusterArn: string; readonly signIn: MskSignIn }
  | {
      readonly kind: 'self-managed'
      /** host:port each. */
      readonly bootstrapServers: readonly string[]
      readonly signIn: SelfManagedSignIn
      /** A secret with the authority of the brokers' certificates, where it is a private one. */
      readonly caSecretArn: string | null
      /** Of private brokers; null where they are reached over the internet. */
      readonly network: Network | null
    }

/** Who polls: pollers that are kept and paid for, or Lambda's own, which lack what only provisioned mode has. */
export type Polling =
  | {
      readonly mode: 'provisioned'
      readonly minimumPollers: number
      readonly maximumPollers: number
      /** Mappings of one network share the capacity of a group; null: each has its own. */
      readonly pollerGroup: string | null
      readonly partialResponses: boolean
      /** Lambda's largest is 10 000; -1 is without end. */
      readonly maximumRetryAttempts: number
      /** -1 is without end. */
      readonly maximumRecordAgeSeconds: number
      readonly halveFailedBatches: boolean
      readonly logLevel: 'DEBUG' | 'INFO' | 'WARN'
    }
  | { readonly mode: 'on-demand' }

/** Where a batch goes that Lambda gives up. */
export type OnFailure =
  /** `bucketArn` null: a bucket that the stack makes. There an object is listed for `keepDays`, and kept as an old version for as long again. */
  | {
      readonly kind: 's3'
      readonly bucketArn: string | null
      readonly kmsKeyArn: string | null
      readonly keepDays: number
    }
  | { readonly kind: 'kafka'; readonly topic: string }
  | { readonly kind: 'none' }

/** Whom alarms tell, and from where on. */
export interface AlarmSettings {
  /** Topics of SNS that exist. */
  readonly topicArns: readonly string[]
  /** An address for which the stack makes a topic of its own; null: none. */
  readonly email: string | null
  readonly lagRecords: number
  readonly ageSeconds: number
}

/** One deployment, as its parameters say. */
export interface Settings {
  readonly stage: string
  readonly sinkName: string
  /** Names the stack and the sink's function; the other functions are `<stackName>-ledger`, `-redrive` and `-doctor`. */
  readonly stackName: string
  readonly topics: readonly string[]
  readonly brokers: Brokers
  /** What consumer groups begin with; a group is `<prefix>-<topic>`. */
  readonly consumerGroupPrefix: string
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST'
  /** Records in one event, at most. */
  readonly batchSize: number
  readonly batchWindowSeconds: number
  readonly mappingEnabled: boolean
  readonly polling: Polling
  readonly onFailure: OnFailure
  /** The redrive function takes each failed batch as it arrives in the bucket. */
  readonly redriveOnArrival: boolean
  readonly compactDaily: boolean
  readonly databaseSecretArn: string
  readonly registrySecretArn: string | null
  readonly readsGlueSchemas: boolean
  /** Customer keys of any of the secrets. */
  readonly kmsKeyArns: readonly string[]
  /** The functions' own; null: none. */
  readonly network: Network | null
  readonly memoryMb: number
  readonly timeoutSeconds: number
  /** Null: the account's. */
  readonly reservedConcurrency: number | null
  readonly logRetentionDays: number
  readonly tracing: boolean
  /** Null: no alarms. */
  readonly alarms: AlarmSettings | null
  readonly dashboard: boolean
  /** What the functions read: every variable but those that a template fills in. */
  readonly environment: Readonly<Record<string, string>>
}
