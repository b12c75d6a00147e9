'use strict'

/**
 * The variables that say where SingleStore is, from the parameters: one endpoint, or that for DDL with those for DML. One
 * whose parameter is empty is left out of the function's environment, which a template alone cannot say.
 */
module.exports = async ({ resolveVariable }) => {
  const variable = async (name) =>
    (await resolveVariable(`param:${name}`)) || { Ref: 'AWS::NoValue' }
  return {
    endpoint: await variable('singlestore-endpoint'),
    ddl: await variable('singlestore-ddl-endpoint'),
    dml: await variable('singlestore-dml-endpoints'),
  }
}
