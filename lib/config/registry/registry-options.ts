import type { Option } from '../option.ts'

/** How to reach a schema registry of Confluent's kind and log in. */
export const registryOptions = {
  registryUrl: {
    environment: 'SINK_REGISTRY_URL',
    property: 'value.converter.schema.registry.url',
    default: '',
    wants: 'http(s)://host[:port][/path], several by comma, without a user in it',
    meaning:
      'The schema registry (Confluent, or one that speaks its REST interface); of several, the first that answers. The registry properties of key.converter are read too, and must say the same.',
  },
  registryUser: {
    environment: 'SINK_REGISTRY_USER',
    property: null,
    default: '',
    wants: 'the name of a user without a colon, or an API key',
    meaning: 'The user to log in to the registry as.',
  },
  registryPassword: {
    environment: 'SINK_REGISTRY_PASSWORD',
    property: null,
    verbatim: true,
    default: '',
    wants: 'a password, or the secret of the API key',
    meaning: "The password of the registry's user; better kept in the registry's secret.",
  },
  registryUserInfo: {
    environment: null,
    property: 'value.converter.basic.auth.user.info',
    default: '',
    wants: 'user:password',
    meaning: 'User and password of the registry in one.',
  },
  registryToken: {
    environment: 'SINK_REGISTRY_TOKEN',
    property: 'value.converter.bearer.auth.token',
    default: '',
    wants: 'a token of visible ASCII characters',
    meaning:
      "A bearer token for the registry, in place of user and password; better kept in the registry's secret.",
  },
  registryLogicalCluster: {
    environment: 'SINK_REGISTRY_LOGICAL_CLUSTER',
    property: 'value.converter.bearer.auth.logical.cluster',
    default: '',
    wants: 'the id of a logical cluster, such as lsrc-abc12',
    meaning: 'Which registry of Confluent Cloud a token is for (header target-sr-cluster).',
  },
  registryIdentityPool: {
    environment: 'SINK_REGISTRY_IDENTITY_POOL',
    property: 'value.converter.bearer.auth.identity.pool.id',
    default: '',
    wants: 'the id of an identity pool, such as pool-abc1; several by comma',
    meaning:
      'Which identity pool of Confluent Cloud a token is of (header Confluent-Identity-Pool-Id).',
  },
  registryCa: {
    environment: 'SINK_REGISTRY_CA',
    property: 'value.converter.schema.registry.ssl.truststore.certificates',
    default: 'public authorities',
    wants: 'PEM certificates, or the path of a file in the bundle that holds them',
    meaning: 'The authorities that may vouch for the registry.',
  },
  registryClientCertificate: {
    environment: 'SINK_REGISTRY_CLIENT_CERT',
    property: 'value.converter.schema.registry.ssl.keystore.certificate.chain',
    default: '',
    wants: 'a PEM certificate, or the path of a file in the bundle that holds it',
    meaning: 'The certificate the sink proves itself to the registry with; needs its key.',
  },
  registryClientKey: {
    environment: 'SINK_REGISTRY_CLIENT_KEY',
    property: 'value.converter.schema.registry.ssl.keystore.key',
    default: '',
    wants: 'a PEM private key without a passphrase, or the path of a file that holds it',
    meaning:
      "The private key of that certificate; better kept in the registry's secret, where privateKeyPassword may unlock it.",
  },
  registrySecretId: {
    environment: 'SINK_REGISTRY_SECRET_ID',
    property: null,
    default: '',
    wants: "the name or the ARN of a secret other than the database's",
    meaning:
      "A secret in Secrets Manager: a JSON object with any of url, username, password, token, logicalCluster, identityPool, ca, certificate, privateKey, privateKeyPassword; the secrets of Lambda's own registry access fit. What the environment or the properties say wins over it.",
  },
} as const satisfies Readonly<Record<string, Option>>
