import { functionName } from '../names.ts'
import type { Settings } from '../settings.ts'

/** What Lambda gives all variables of a function together. */
const ENVIRONMENT_BYTES = 4096

/** The length of a mapping's UUID, which the doctor is given with a comma. */
const UUID_LENGTH = 37

/** Lambda's longest name of a function. */
const NAME_LENGTH = 64

/**
 * What CloudWatch does at most when an alarm changes its state.
 * Source: CloudWatch API reference, PutMetricAlarm, AlarmActions: "Maximum number of 5 items"
 */
const ALARM_ACTIONS = 5

/** What AWS takes of no deployment, in sentences with the way out. */
export function limitFaults(settings: Settings): readonly string[] {
  return [...environmentFaults(settings), ...nameFaults(settings), ...recipientFaults(settings)]
}

function environmentFaults({ environment, topics }: Settings): readonly string[] {
  const bytes = Object.entries(environment).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  )
  if (bytes > ENVIRONMENT_BYTES) {
    return [
      `the functions' variables have ${bytes} bytes, and Lambda takes ${ENVIRONMENT_BYTES}: put options into a file of the folder bundled/ and name it in SINK_PROPERTIES_FILE`,
    ]
  }
  const ofDoctor = bytes + topics.length * UUID_LENGTH + 200
  if (ofDoctor > ENVIRONMENT_BYTES) {
    return [
      `topics names ${topics.length}: their mappings do not fit into the ${ENVIRONMENT_BYTES} bytes of the doctor's variables; read some of them with another sink-name, or put options into SINK_PROPERTIES_FILE`,
    ]
  }
  return []
}

function nameFaults(settings: Settings): readonly string[] {
  const { stage, sinkName, topics } = settings
  const excess = functionName(settings, 'redrive').length - NAME_LENGTH
  const twice = new Set(topics.filter((topic, index) => topics.indexOf(topic) < index))
  return [
    ...(excess > 0
      ? [
          `sink-name=${sinkName} and the stage ${stage} make names of functions ${excess} letters longer than Lambda takes: shorten either`,
        ]
      : []),
    ...[...twice].map((topic) => `topics names ${topic} twice`),
  ]
}

function recipientFaults({ alarms }: Settings): readonly string[] {
  if (alarms === null) return []
  const { topicArns, email } = alarms
  const most = email === null ? ALARM_ACTIONS : ALARM_ACTIONS - 1
  if (topicArns.length <= most) return []
  const beside = email === null ? '' : ' beside alarm-email'
  return [
    `alarm-topic-arns names ${topicArns.length}, and CloudWatch tells ${most} of an alarm${beside}: subscribe the others to one of these topics`,
  ]
}
