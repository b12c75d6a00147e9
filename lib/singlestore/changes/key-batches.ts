const MOST_KEYS = 1024
const MOST_CHARACTERS = 1_000_000

/** A term of a condition on keys, by the texts that it puts into the statement. */
interface Term {
  readonly literals: readonly string[]
}

/**
 * Terms in the order of their keys, in which all transactions take their locks, cut for statements of at most 1024 keys
 * and, beside one key that is longer, 1 MB; filled up to a power of two by repeating the shortest: a statement with
 * another number of terms is another plan for the server to compile.
 */
export function* keyBatches<T extends Term>(terms: readonly T[]): Generator<readonly T[]> {
  const sorted = terms
    .map((term) => ({ term, text: term.literals.join('\0') }))
    .sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)))
  let batch: T[] = []
  let shortest = 0
  let lengths: number[] = []
  let characters = 0
  const filled = () => fill(batch, shortest)
  for (const { term, text } of sorted) {
    if (
      batch.length > 0 &&
      (batch.length === MOST_KEYS || characters + text.length > MOST_CHARACTERS)
    ) {
      yield filled()
      batch = []
      lengths = []
      characters = 0
      shortest = 0
    }
    if (text.length < (lengths[shortest] ?? 0)) shortest = batch.length
    batch.push(term)
    lengths.push(text.length)
    characters += text.length
  }
  if (batch.length > 0) yield filled()
}

function fill<T>(batch: T[], shortest: number): readonly T[] {
  const term = batch[shortest]
  const wanted = 2 ** Math.ceil(Math.log2(batch.length))
  while (term !== undefined && batch.length < wanted) batch.push(term)
  return batch
}
