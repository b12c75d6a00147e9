import { type Fragment, substitute } from './cloudformation.ts'
import { ids } from './names.ts'
import type { Settings } from './settings.ts'

/** osls names this export after the service, which all deployments of an account share. */
export function deploymentBucket({ stackName }: Settings): Fragment {
  return {
    Outputs: {
      ServerlessDeploymentBucketName: { Export: { Name: `${stackName}-deployment-bucket` } },
    },
  }
}

/** Where the dashboard is to be seen, if there is one. */
export function dashboardAddress({ dashboard }: Settings): Fragment {
  if (!dashboard) return {}
  return {
    Outputs: {
      DashboardUrl: {
        Description: 'The dashboard of this deployment',
        Value: substitute(
          `https://\${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=\${AWS::Region}#dashboards/dashboard/\${${ids.dashboard}}`,
        ),
      },
    },
  }
}
