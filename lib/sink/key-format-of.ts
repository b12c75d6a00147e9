import type { Config } from '../config.ts'
import { createRecordFormat } from '../format/create-record-format.ts'
import type { RecordFormat } from '../format/record-format.ts'
import type { Registries } from '../format/registries.ts'
import { knowsKeys } from '../table/change-rules.ts'
import { readsKey } from '../table/mapping-rules.ts'

/** How keys are read; null where nobody looks at them. */
export function keyFormatOf(
  { changes, mapping, keyFormats }: Config,
  registries: Registries,
  transforms: boolean,
): RecordFormat | null {
  const isRead = knowsKeys(changes) || readsKey(mapping) || transforms
  return isRead ? createRecordFormat(keyFormats, 'key', registries) : null
}
