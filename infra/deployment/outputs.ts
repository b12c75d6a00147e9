import type { Fragment } from './cloudformation.ts'
import type { Settings } from './settings.ts'

/** osls names this export after the service, which all deployments of an account share. */
export function deploymentBucket({ stackName }: Settings): Fragment {
  return {
    Outputs: {
      ServerlessDeploymentBucketName: { Export: { Name: `${stackName}-deployment-bucket` } },
    },
  }
}
