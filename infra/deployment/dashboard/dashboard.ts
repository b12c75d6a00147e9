import { type Fragment, substitute } from '../cloudformation.ts'
import { ids } from '../names.ts'
import type { Settings } from '../settings.ts'
import { behind } from './behind.ts'
import type { DashboardBody } from './body.ts'
import { capacity } from './capacity.ts'
import { failures } from './failures.ts'
import { header } from './header.ts'
import { lastFailures } from './last-failures.ts'
import { layOut } from './layout.ts'
import { throughput } from './throughput.ts'
import { timing } from './timing.ts'
import { totals } from './totals.ts'

/** The dashboard of a deployment, named as its stack; nothing where it wants none, or has no mappings. */
export function dashboard(settings: Settings): Fragment {
  if (!settings.dashboard || settings.topics.length === 0) return {}
  return {
    Resources: {
      [ids.dashboard]: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardName: settings.stackName,
          DashboardBody: substitute(JSON.stringify(dashboardBody(settings))),
        },
      },
    },
  }
}

/** What is on it; `${…}` in its texts are places that CloudFormation fills in. */
export function dashboardBody(settings: Settings): DashboardBody {
  return {
    start: '-PT3H',
    periodOverride: 'inherit',
    widgets: layOut([
      ...header(settings),
      totals(settings),
      behind(settings),
      throughput(settings),
      ...failures(settings),
      timing(settings),
      capacity(settings),
      lastFailures(settings),
    ]),
  }
}
