import {
  type Judgement,
  type Remark,
  topicOf,
  withoutFunction,
  withoutMappings,
} from './judgement.ts'

/** Whether the mappings invoke the sink as it was deployed last. */
export const mappingTarget: Judgement = {
  name: 'What mappings invoke',
  did: 'Compared the function that each mapping invokes with the sink’s.',
  lacks: (deployed) => withoutMappings(deployed) ?? withoutFunction(deployed),
  look: ({ mappings, sinkFunction }) =>
    mappings.flatMap((mapping): readonly Remark[] => {
      const topic = topicOf(mapping)
      const [target, qualifier] = split(mapping.functionArn)
      const [sink] = split(sinkFunction?.arn ?? '')
      if (target !== sink) {
        return [
          {
            outcome: 'failed',
            topic,
            found: `its mapping invokes ${mapping.functionArn}, not the sink.`,
            mend: 'Delete that mapping, or ask about the function that it invokes.',
          },
        ]
      }
      if (qualifier === '' || qualifier === '$LATEST') return []
      return [
        {
          outcome: 'warned',
          topic,
          found: `its mapping invokes the version or alias ${qualifier}: what is deployed later does not reach it by itself.`,
          mend: 'Let the mapping invoke the function without a qualifier.',
        },
      ]
    }),
  fine: ({ sinkFunction }) => `All of them invoke ${sinkFunction?.name}, without a version.`,
}

/** The ARN of the function itself, and the version or alias behind it. */
function split(arn: string): readonly [string, string] {
  const parts = arn.split(':')
  return [parts.slice(0, 7).join(':'), parts.slice(7).join(':')]
}
