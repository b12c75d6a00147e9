import type { Flow } from './flow.ts'
import type { Workload } from './workload.ts'

/** Whether all of the workload's records get through. */
export function keepsUp({
  request,
  flow,
}: {
  readonly request: { readonly workload: Pick<Workload, 'recordsPerSecond'> }
  readonly flow: Pick<Flow, 'mostRecordsPerSecond'>
}): boolean {
  return flow.mostRecordsPerSecond >= request.workload.recordsPerSecond
}
