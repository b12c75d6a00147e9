/** A template as CloudFormation keeps it: of another revision, or written by somebody else. */
export interface Template {
  readonly Resources?: Readonly<
    Record<
      string,
      { readonly Type?: unknown; readonly Properties?: Readonly<Record<string, unknown>> }
    >
  >
}

/** An event source mapping of a template, as far as an upgrade asks. */
export interface Mapping {
  readonly id: string
  readonly topic: string
  /** The cluster's ARN, or the servers by comma. */
  readonly source: string
  readonly isMsk: boolean
  readonly startingPosition: string
  /** Whether Lambda heeds what the sink reports. */
  readonly heedsReports: boolean
}

/** What a template says of the sink. */
export interface Deployed {
  readonly mappings: readonly Mapping[]
  /** Of the sink's function; what a template fills in is left out. */
  readonly variables: Readonly<Record<string, string>>
}

/** Reads a template; what it does not understand is not there. */
export function deployedOf({ Resources: resources = {} }: Template): Deployed {
  return {
    mappings: Object.entries(resources).flatMap(([id, { Type: type, Properties: properties }]) =>
      type === 'AWS::Lambda::EventSourceMapping' ? [mappingOf(id, properties ?? {})] : [],
    ),
    variables: variablesOf(resources.SinkLambdaFunction?.Properties),
  }
}

function mappingOf(id: string, properties: Readonly<Record<string, unknown>>): Mapping {
  const { EventSourceArn: arn, SelfManagedEventSource: brokers, Topics: topics } = properties
  const servers = member(member(brokers, 'Endpoints'), 'KafkaBootstrapServers')
  const types = properties.FunctionResponseTypes
  return {
    id,
    topic: Array.isArray(topics) ? String(topics[0]) : '',
    source: typeof arn === 'string' ? arn : serverNames(servers).toSorted().join(','),
    isMsk: typeof arn === 'string',
    startingPosition: String(properties.StartingPosition),
    heedsReports: Array.isArray(types) && types.includes('ReportBatchItemFailures'),
  }
}

/** Earlier templates split their list of servers in CloudFormation. */
function serverNames(servers: unknown): readonly string[] {
  if (Array.isArray(servers)) return servers.map(String)
  const split = member(servers, 'Fn::Split')
  return Array.isArray(split) ? String(split[1]).split(',') : []
}

function variablesOf(properties: unknown): Readonly<Record<string, string>> {
  const variables = member(member(properties, 'Environment'), 'Variables')
  if (typeof variables !== 'object' || variables === null) return {}
  return Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}
