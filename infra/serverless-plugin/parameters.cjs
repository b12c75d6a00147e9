'use strict'

const {
  authentications,
  brokerAuthentication,
  needsSecret,
} = require('./broker-authentication.cjs')
const rules = require('./value-rules.cjs')

/**
 * Judges the parameters of a deployment (name → value, as given).
 *
 * @returns {{ faults: string[], unset: string[] }} one sentence per fault; the names of the parameters that the chosen
 * source needs and that are empty, or still the EXAMPLE of serverless.yml
 */
function parameterFaults(given) {
  const values = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, String(value ?? '')]),
  )
  const names = Object.keys(rules).filter(
    (name) => isMeant(name, values.source) && !isPending(values[name] ?? ''),
  )
  const unset = names.filter(
    (name) =>
      isUnset(values[name] ?? '', rules[name]) ||
      (name === 'broker-secret-arn' && lacksBrokerSecret(values)) ||
      (name === 'singlestore-endpoint' && lacksEndpoint(values)),
  )
  return {
    unset,
    faults: [
      ...unknownNames(values),
      ...names.filter((name) => !unset.includes(name)).flatMap((name) => misfit(name, values)),
      ...contradictions(values),
    ],
  }
}

module.exports = { parameterFaults }

const onlyForSource = {
  'msk-cluster-arn': 'msk',
  'bootstrap-servers': 'self-managed',
}

function isMeant(name, source) {
  const only = onlyForSource[name]
  return only === undefined || only === source
}

/** osls has not resolved a variable in it yet. */
function isPending(value) {
  return value.includes('${')
}

function isUnset(value, rule) {
  return value.includes('EXAMPLE') || (value === '' && !rule.optional)
}

function unknownNames(values) {
  return Object.keys(values)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => `${name} is no parameter; there are ${Object.keys(rules).join(', ')}`)
}

function misfit(name, values) {
  const value = values[name] ?? ''
  const rule = rules[name]
  if (value === '' || rule.accepts(value)) return []
  return [`${name}=${value} is not ${rule.expected}`]
}

function contradictions(values) {
  const value = (name) => values[name] ?? ''
  return [
    ...signInFaults(value),
    ...endpointFaults(value),
    ...bothOrNone(value, 'broker-subnet-ids', 'broker-security-group-ids'),
    ...bothOrNone(value, 'function-subnet-ids', 'function-security-group-ids'),
    ...bothOrNone(value, 'minimum-pollers', 'maximum-pollers'),
    ...(value('maximum-pollers') !== '' &&
    Number(value('minimum-pollers')) > Number(value('maximum-pollers'))
      ? ['minimum-pollers is larger than maximum-pollers']
      : []),
    ...(value('partial-responses') === 'true' && value('minimum-pollers') === ''
      ? [
          'partial-responses=true needs minimum-pollers and maximum-pollers: without them Lambda commits what the sink reports as failed',
        ]
      : []),
    ...(value('source') === 'msk'
      ? ['broker-ca-secret-arn', 'broker-subnet-ids', 'broker-security-group-ids']
          .filter((name) => value(name) !== '')
          .map((name) => `${name} is for source=self-managed; leave it empty with source=msk`)
      : []),
  ]
}

function signInFaults(value) {
  const possible = authentications[value('source')]
  if (possible === undefined || isPending(value('broker-auth'))) return []
  const authentication = brokerAuthentication(value('source'), value('broker-auth'))
  if (authentication === undefined) {
    const given = value('broker-auth')
    return [
      `broker-auth=${given} with source=${value('source')} is not one of ${possible.join(', ')}`,
    ]
  }
  if (needsSecret(authentication) || value('broker-secret-arn') === '') return []
  return [`broker-secret-arn is set, but broker-auth=${authentication} signs in without a secret`]
}

function lacksBrokerSecret(values) {
  const authentication = brokerAuthentication(values.source, values['broker-auth'] ?? '')
  const isKnown = authentication !== undefined
  return isKnown && needsSecret(authentication) && (values['broker-secret-arn'] ?? '') === ''
}

function lacksEndpoint(values) {
  return ['singlestore-endpoint', 'singlestore-ddl-endpoint', 'singlestore-dml-endpoints'].every(
    (name) => (values[name] ?? '') === '',
  )
}

function endpointFaults(value) {
  const one = value('singlestore-endpoint')
  const others = ['singlestore-ddl-endpoint', 'singlestore-dml-endpoints'].filter(
    (name) => value(name) !== '',
  )
  if (one !== '' && others.length > 0) {
    return [`singlestore-endpoint stands in place of ${others.join(' and ')}: leave either empty`]
  }
  return one === '' && others[0] === 'singlestore-dml-endpoints'
    ? ['singlestore-ddl-endpoint is not set: singlestore-dml-endpoints needs it']
    : []
}

function bothOrNone(value, left, right) {
  if ((value(left) === '') === (value(right) === '')) return []
  return [`${value(left) === '' ? left : right} is not set: ${left} and ${right} go together`]
}
