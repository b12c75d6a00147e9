import { zipSync } from 'fflate'

/**
 * Packs files (path in the archive → bytes) into a zip; the same files give the same bytes, whoever packs them and when.
 *
 * So an unchanged function keeps its hash, and a deployment leaves it alone.
 */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return zipSync(
    Object.fromEntries(sorted.map(([path, bytes]) => [path, [bytes, entryOptions] as const])),
  )
}

const UNIX = 3
const REGULAR_FILE_READABLE_BY_ALL = 0o100644

const entryOptions = {
  level: 9,
  // A zip knows local time only: the earliest date it can hold, in whatever zone this runs.
  mtime: new Date(1980, 0, 1),
  os: UNIX,
  attrs: REGULAR_FILE_READABLE_BY_ALL << 16,
} as const
