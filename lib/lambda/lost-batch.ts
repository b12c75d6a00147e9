import { EventError } from '../errors.ts'

/** Topic-partitions that a message names, and how much of a name it shows: no topic's is longer. */
const MOST_NAMED = 5
const NAME_LENGTH = 260

/** The error for an on-failure record without the records themselves: says where in Kafka they are, and why they are not here. */
export function lostBatch(record: Readonly<Record<string, unknown>>, place: string): EventError {
  const { requestContext, KafkaBatchInfo } = record
  const oversize =
    isObject(requestContext) && requestContext.condition === 'MaximumPayloadSizeExceeded'
  const reason = oversize
    ? 'Lambda gave up a record that is over 6 MB as an event, and did not keep it'
    : 'destinations of SQS and SNS carry no records'
  const mend = oversize
    ? "Write the row by other means, and keep such records out: lower the topic's max.message.bytes to 4 MB."
    : 'Read them again from Kafka, in a mapping with a consumer group of its own that begins there.'
  const spans = isObject(KafkaBatchInfo) ? offsetsOf(KafkaBatchInfo) : ''
  return new EventError(
    'ERR_EVENT_INVALID',
    `Event: ${place}.payload is missing: ${reason}${spans}. ${mend}`,
  )
}

function offsetsOf({ recordsInfo }: Readonly<Record<string, unknown>>): string {
  if (!isObject(recordsInfo)) return ''
  const spans = Object.keys(recordsInfo).flatMap((name) => {
    const info = recordsInfo[name]
    const { firstRecordOffset: first, lastRecordOffset: last } = isObject(info) ? info : {}
    return isOffset(first) && isOffset(last)
      ? [`${name.slice(0, NAME_LENGTH)}: ${first} to ${last}`]
      : []
  })
  if (spans.length === 0) return ''
  const more = spans.length > MOST_NAMED ? `, and ${spans.length - MOST_NAMED} more` : ''
  return ` (offsets ${spans.slice(0, MOST_NAMED).join(', ')}${more})`
}

/** As text in destinations of AWS; a number does no harm. */
function isOffset(value: unknown): value is string | number {
  return Number.isSafeInteger(value) || (typeof value === 'string' && /^\d{1,20}$/.test(value))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
