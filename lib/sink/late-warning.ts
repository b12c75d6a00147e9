import { formatRange, formatTopicPartition } from '../kafka/offset-range.ts'
import type { Span } from '../kafka/span.ts'

/** What somebody should know whose records change rows behind later ones. */
export function lateWarning(span: Span): string {
  return (
    `${formatTopicPartition(span)} ${formatRange(span)} is applied behind later offsets of its topic-partition that are committed, as when a failed batch is redriven. ` +
    'It has writes or deletes without a version, or a truncation: they may undo what those offsets wrote. Compare the rows with their source; from now on SINK_VERSION_COLUMN (singlestore.versionColumn) lets versions tell.'
  )
}
