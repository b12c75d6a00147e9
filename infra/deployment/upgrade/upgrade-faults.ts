import { type Deployed, deployedOf, type Mapping, type Template } from './deployed.ts'

/** What an upgrade would break. */
export interface UpgradeJudgement {
  /** One sentence each, with the way there; nothing may be deployed. */
  readonly faults: readonly string[]
  readonly warnings: readonly string[]
}

const twoSteps =
  'deploy once with mapping-enabled=removed, then as you want it; offsets and ledger outlive the mapping'

/**
 * Compares what is deployed with what is to be, before CloudFormation changes anything: it updates a function before its
 * mappings, and makes a mapping before it removes the one that it replaces.
 */
export function judgeUpgrade(before: Template, after: Template): UpgradeJudgement {
  const deployed = deployedOf(before)
  const wanted = deployedOf(after)
  const otherSink = otherSinkFault(deployed, wanted)
  if (otherSink !== null) return { faults: [otherSink], warnings: [] }
  const pairs = wanted.mappings.flatMap((mapping) =>
    deployed.mappings
      .filter(({ topic }) => topic === mapping.topic)
      .map((previous) => ({ previous, mapping })),
  )
  return {
    faults: [
      ...new Set([
        ...pairs.flatMap(({ previous, mapping }) => replacementFaults(previous, mapping)),
        ...reportFaults(deployed, wanted),
      ]),
    ],
    warnings: [
      ...new Set([
        ...pairs.flatMap(({ previous, mapping }) => serverWarnings(previous, mapping)),
        ...ledgerWarnings(deployed, wanted),
      ]),
    ],
  }
}

/** `shop` in stage `eu-prod` and `shop-eu` in stage `prod` have one stack's name. */
function otherSinkFault(deployed: Deployed, wanted: Deployed): string | null {
  const before = deployed.variables.SINK_NAME
  const after = wanted.variables.SINK_NAME
  if (before === undefined || after === undefined || before === after) return null
  return `the stack of this name is the sink "${before}", and this is "${after}": it would be taken over, and what it has written forgotten. Give another sink-name or stage`
}

/** @see https://github.com/aws/aws-sam-cli/issues/2308: one mapping for each function, source and topic, whatever its group. */
function replacementFaults(previous: Mapping, mapping: Mapping): readonly string[] {
  const { topic } = mapping
  if (previous.isMsk && mapping.isMsk && previous.source !== mapping.source) {
    return [
      `topic ${topic}: it is read from another cluster, whose offsets the ledger would take for those of the first. Read it with another sink-name`,
    ]
  }
  if (previous.isMsk !== mapping.isMsk) {
    return [
      `topic ${topic}: source changes. If it is the same cluster, ${twoSteps}; if it is another, read it with another sink-name`,
    ]
  }
  if (previous.source !== mapping.source) return []
  if (previous.id !== mapping.id) {
    return [
      `topic ${topic}: its consumer group changes, so that it gets another mapping, and Lambda refuses a second one beside the first. The way: ${twoSteps}`,
    ]
  }
  return previous.startingPosition === mapping.startingPosition
    ? []
    : [
        `topic ${topic}: starting-position changes, so that its mapping is replaced, and Lambda refuses a second one beside the first. The way: ${twoSteps}. It counts only for a group without offsets`,
      ]
}

/** A mapping that goes away counts, too: it goes last. */
function reportFaults(deployed: Deployed, wanted: Deployed): readonly string[] {
  const isSwitchedOn =
    wanted.variables.SINK_PARTIAL_RESPONSES === 'true' &&
    deployed.variables.SINK_PARTIAL_RESPONSES !== 'true'
  if (!isSwitchedOn || deployed.mappings.every(({ heedsReports }) => heedsReports)) return []
  return [
    'partial responses are switched on: CloudFormation updates the function before its mappings, and until Lambda heeds the reports it commits what the sink reports as failed. Deploy once with partial-responses=false, then with true',
  ]
}

/** Servers of one cluster come and go; whether they are of one cluster does not show. */
function serverWarnings(previous: Mapping, mapping: Mapping): readonly string[] {
  if (previous.isMsk || mapping.isMsk || previous.source === mapping.source) return []
  return [
    `topic ${mapping.topic}: bootstrap-servers changes, so that its mapping is replaced. If these are servers of another cluster, read it with another sink-name: the ledger would take its offsets for those of the first`,
  ]
}

function ledgerWarnings(deployed: Deployed, wanted: Deployed): readonly string[] {
  return ['SINGLESTORE_DATABASE', 'SINK_METADATA_TABLE'].flatMap((name) => {
    const before = deployed.variables[name]
    const after = wanted.variables[name]
    if (before === after || Object.keys(deployed.variables).length === 0) return []
    return [
      `${name} changes: the ledger stays behind, and what is delivered again is written again`,
    ]
  })
}
