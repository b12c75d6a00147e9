import type { ForeignProperty } from '../foreign-property.ts'

const keyStoreMend =
  'key stores of Java are not read; give PEM as SINK_REGISTRY_CA, SINK_REGISTRY_CLIENT_CERT and SINK_REGISTRY_CLIENT_KEY'

/** Properties of Confluent's converters that say how the registry's are meant, for values and keys. */
export const registryProperties: readonly ForeignProperty[] = ['value', 'key'].flatMap((part) => [
  {
    property: `${part}.converter.basic.auth.credentials.source`,
    harmless: /^USER_INFO$/i,
    understood: true,
    mend: 'the sink knows USER_INFO only; give the login as SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD and leave it out',
  },
  {
    property: `${part}.converter.bearer.auth.credentials.source`,
    harmless: /^STATIC_TOKEN$/i,
    understood: true,
    mend: 'the sink knows STATIC_TOKEN only; give a token as SINK_REGISTRY_TOKEN and leave it out',
  },
  {
    property: `${part}.converter.schema.registry.ssl.truststore.type`,
    harmless: /^PEM$/i,
    understood: true,
    mend: keyStoreMend,
  },
  {
    property: `${part}.converter.schema.registry.ssl.keystore.type`,
    harmless: /^PEM$/i,
    understood: true,
    mend: keyStoreMend,
  },
  { property: `${part}.converter.schema.registry.ssl.`, mend: keyStoreMend },
])
