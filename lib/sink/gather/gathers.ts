import { knowsKeys } from '../../table/change-rules.ts'
import type { SinkParts } from '../sink-parts.ts'

/** Whether a record must be read whole before its table, or what becomes of it there, is known. */
export function gathers({
  changes,
  route,
  transform,
}: Pick<SinkParts, 'changes' | 'route' | 'transform'>): boolean {
  return knowsKeys(changes) || changes.truncates || route.byField !== null || transform !== null
}
