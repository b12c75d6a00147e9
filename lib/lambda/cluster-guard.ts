import { EventError } from '../errors.ts'

/**
 * Makes a guard that a container keeps: offsets of two clusters under one name in the ledger would pass for repetitions.
 * The guard takes the cluster of each event, null where the event names none.
 * @throws EventError `ERR_EVENT_CLUSTER` (the guard) when a second cluster appears
 */
export function createClusterGuard(): (cluster: string | null) => void {
  let known: string | null = null
  return (cluster) => {
    if (cluster === null) return
    known ??= cluster
    if (cluster === known) return
    throw new EventError(
      'ERR_EVENT_CLUSTER',
      `Event: eventSourceArn ${cluster} is a second cluster; this sink reads ${known}. Nothing of it is written; deploy a second function with its own SINK_NAME for the other cluster.`,
    )
  }
}
