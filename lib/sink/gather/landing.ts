import type { KafkaRecord, TopicPartition } from '../../kafka/record.ts'
import type { Span } from '../../kafka/span.ts'
import type { Reading } from '../../table/reading.ts'

/** One thing that a record asks for, and the table it is asked of. */
export interface Asked extends TopicPartition {
  readonly record: KafkaRecord
  readonly table: string
  readonly change: Reading
}

/** What is asked, and the span that accounts for it. */
export interface Landing extends Asked {
  readonly span: Span
}
