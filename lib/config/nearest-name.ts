/**
 * The known name that a wrong one was probably meant to be, or null where none is near. Letter case does not count;
 * a known name that ends in a dot stands for all names it begins (`tableKey.` for `tableKey.PRIMARY`).
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  let nearest: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const distance = editDistance(comparable(name, candidate), candidate.toLowerCase())
    if (distance < least && distance <= tolerance(candidate)) {
      nearest = candidate
      least = distance
    }
  }
  return nearest
}

/** One letter in three may be wrong; what all variables begin with says nothing. */
function tolerance(candidate: string): number {
  return Math.max(1, Math.floor(candidate.replace(/^(?:SINK|SINGLESTORE)_/, '').length / 3))
}

/** As many dotted parts of the name as a known beginning has. */
function comparable(name: string, candidate: string): string {
  const lower = name.toLowerCase()
  if (!candidate.endsWith('.')) return lower
  const parts = candidate.split('.').length - 1
  return `${lower.split('.').slice(0, parts).join('.')}.`
}

/** Levenshtein's distance: letters to insert, delete or replace. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      const inserted = (current[column - 1] ?? 0) + 1
      const deleted = (previous[column] ?? 0) + 1
      current.push(Math.min(replaced, inserted, deleted))
    }
    previous = current
  }
  return previous[other.length] ?? 0
}
