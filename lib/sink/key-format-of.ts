import type { Config } from '../config.ts'
import { createRecordFormat } from '../format/create-record-format.ts'
import { orAsItIs } from '../format/key-as-it-is.ts'
import type { RecordFormat } from '../format/record-format.ts'
import type { Registries } from '../format/registries.ts'
import { knowsKeys } from '../table/change-rules.ts'
import { readsKey } from '../table/mapping-rules.ts'

/**
 * How keys are read; null where nothing is read from them. Where a transform alone sees them, one that cannot be read is no
 * fault: most transforms leave keys alone.
 */
export function keyFormatOf(
  { changes, mapping, keyFormats }: Config,
  registries: Registries,
  transforms: boolean,
): RecordFormat | null {
  const isNeeded = knowsKeys(changes) || readsKey(mapping)
  if (!isNeeded && !transforms) return null
  const format = createRecordFormat(keyFormats, 'key', registries)
  return isNeeded ? format : orAsItIs(format)
}
