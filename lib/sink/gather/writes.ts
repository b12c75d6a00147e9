import type { TopicPartition } from '../../kafka/record.ts'
import type { Operation, Write } from '../../singlestore/changes/operation.ts'
import type { KeyedColumns } from '../../singlestore/keyed-row.ts'

export function writesOf<Source extends TopicPartition>(
  operations: readonly Operation<Source>[],
): readonly Write<Source>[] {
  return operations.flatMap((operation) => (operation.kind === 'write' ? [operation] : []))
}

/** Whether rows are added to a table, and nothing else happens to it. */
export function onlyAdds({
  keyed,
  operations,
}: {
  readonly keyed: KeyedColumns | null
  readonly operations: readonly { readonly kind: string }[]
}): boolean {
  return keyed === null && operations.every(({ kind }) => kind === 'write')
}
