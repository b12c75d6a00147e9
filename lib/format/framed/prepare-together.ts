import type { FormatRecord, RecordFormat } from '../record-format.ts'
import type { Frame } from './frame.ts'
import type { FramedFormat } from './framed-format.ts'

/**
 * Prepares records of several formats; formats that share a store ask it once, so that what one of them wants drives out
 * nothing that another does.
 * @throws as RecordFormat's `prepare`
 */
export async function prepareTogether(
  groups: ReadonlyMap<RecordFormat, readonly FormatRecord[]>,
  remainingMs: () => number,
): Promise<void> {
  const framed = [...groups].flatMap(([format, records]) =>
    isFramed(format) ? [{ format, records }] : [],
  )
  const plain = [...groups].filter(([format]) => !isFramed(format))
  const stores = Map.groupBy(framed, ({ format }) => format.store)
  await Promise.all([
    ...plain.map(([format, records]) => format.prepare(records, remainingMs)),
    ...[...stores].map(([store, sharing]) => store.prepare(framesOf(sharing), remainingMs)),
  ])
}

interface FramedGroup {
  readonly format: FramedFormat
  readonly records: readonly FormatRecord[]
}

function* framesOf(groups: readonly FramedGroup[]): Generator<Frame> {
  for (const { format, records } of groups) yield* format.frames(records)
}

function isFramed(format: RecordFormat): format is FramedFormat {
  return 'store' in format
}
