import { type Fragment, ref, type Value } from '../cloudformation.ts'
import { ids } from '../names.ts'
import type { AlarmSettings } from '../settings.ts'

/** The topics of SNS that alarms publish to. */
export function recipients({ topicArns, email }: AlarmSettings): readonly Value[] {
  return [...topicArns, ...(email === null ? [] : [ref(ids.alarmTopic)])]
}

/**
 * A topic of the stack's own for an address, which has to confirm it once. It has no key of KMS: CloudWatch cannot publish under
 * `alias/aws/sns`, and a message holds the names and numbers of an alarm only.
 * Source: AWS re:Post Knowledge Center, "How do I configure a CloudWatch alarm with an encrypted SNS topic?"
 */
export function alarmTopic({ email }: AlarmSettings): Fragment {
  if (email === null) return {}
  return {
    Resources: {
      [ids.alarmTopic]: {
        Type: 'AWS::SNS::Topic',
        Properties: { Subscription: [{ Protocol: 'email', Endpoint: email }] },
      },
      [`${ids.alarmTopic}Policy`]: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [ref(ids.alarmTopic)],
          PolicyDocument: { Version: '2012-10-17', Statement: [alarmsPublish, overTlsOnly] },
        },
      },
    },
  }
}

const alarmsPublish: Value = {
  Sid: 'AlarmsOfThisAccount',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: ref(ids.alarmTopic),
  Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
}

const overTlsOnly: Value = {
  Sid: 'OverTlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: ref(ids.alarmTopic),
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}
