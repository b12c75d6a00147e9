import { alarms } from './alarms/alarms.ts'
import type { Fragment } from './cloudformation.ts'
import { dashboard } from './dashboard/dashboard.ts'
import { eventSources } from './event-sources.ts'
import { failedBatches } from './failed-batches.ts'
import { functionProperties } from './function-properties.ts'
import { dashboardAddress, deploymentBucket } from './outputs.ts'
import { permissions } from './permissions/permissions.ts'
import type { Settings } from './settings.ts'

/** All that the stack has beside its functions, their log groups and the schedule, in the order that serverless.yml gives it to osls. */
export function deploymentFragments(settings: Settings): readonly Fragment[] {
  return [
    eventSources(settings),
    permissions(settings),
    failedBatches(settings),
    functionProperties(settings),
    alarms(settings),
    dashboard(settings),
    dashboardAddress(settings),
    deploymentBucket(settings),
  ]
}
