'use strict'

/** ARNs that say where a deployment is, in the order in which they are asked. */
const arns = ['msk-cluster-arn', 'singlestore-secret-arn']

/**
 * The region of a deployment: `--region`, AWS_REGION, else that of the parameters' ARNs. Asked apart from all other parameters:
 * those may come from AWS (`${ssm:…}`), which osls asks only once it knows where.
 */
module.exports = async ({ resolveVariable }) => {
  const given = await resolveVariable('opt:region, env:AWS_REGION, null')
  if (given !== null) return given
  for (const name of arns) {
    const arn = await resolveVariable(`param:${name}, null`)
    const region = typeof arn === 'string' ? arn.trim().split(':')[3] : undefined
    if (region) return region
  }
  return 'us-east-1'
}
