'use strict'

const { brokerAuthentication } = require('./serverless-plugin/broker-authentication.cjs')

/**
 * SourceAccessConfigurations of the event source mapping, from the parameters: how Lambda's pollers sign in at the
 * brokers, whose certificates they trust, and in which network they stand. One entry per subnet, which a template
 * alone cannot say.
 */
module.exports = async ({ resolveVariable }) => {
  const parameter = async (name) => String((await resolveVariable(`param:${name}`)) ?? '')
  const list = async (name) => (await parameter(name)).split(',').filter((item) => item !== '')

  const authentication = brokerAuthentication(
    await parameter('source'),
    await parameter('broker-auth'),
  )
  const access = [
    ...(await list('broker-secret-arn')).map((arn) => ({ Type: authentication, URI: arn })),
    ...(await list('broker-ca-secret-arn')).map((arn) => ({
      Type: 'SERVER_ROOT_CA_CERTIFICATE',
      URI: arn,
    })),
    ...(await list('broker-subnet-ids')).map((id) => ({ Type: 'VPC_SUBNET', URI: `subnet:${id}` })),
    ...(await list('broker-security-group-ids')).map((id) => ({
      Type: 'VPC_SECURITY_GROUP',
      URI: `security_group:${id}`,
    })),
  ]
  return access.length > 0 ? access : { Ref: 'AWS::NoValue' }
}
