import { type Judgement, withoutFunction } from './judgement.ts'

/** Whether what the doctor examined is what the sink is set to. */
export const functionEnvironment: Judgement = {
  name: 'Environment of the sink',
  did: 'Compared the variables SINK_* and SINGLESTORE_* of the sink’s function with those here, without telling values.',
  lacks: (deployed) =>
    withoutFunction(deployed) ??
    (deployed.sinkFunction?.differingVariables === null
      ? 'AWS does not tell the variables: kms:Decrypt on their key is wanting.'
      : null),
  look: ({ sinkFunction }) => {
    const names = sinkFunction?.differingVariables ?? []
    if (names.length === 0) return []
    return [
      {
        outcome: 'warned',
        topic: null,
        found: `They differ in ${names.join(', ')}: what the doctor found holds for the settings here, not for the sink’s.`,
        mend: 'Deploy the stack again, or give the doctor the same settings.',
      },
    ]
  },
  fine: () => 'They are the same.',
}
