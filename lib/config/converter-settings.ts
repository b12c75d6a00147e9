import { type ForeignProperty, passedOver, refused } from './foreign-property.ts'

/** What converters do when they write, keep in memory, or say beside the values: what is read stays the same. */
const WITHOUT_EFFECT = [
  'allow.optional.map.keys',
  'auto.register.schemas',
  'avro.fail.on.trailing.data',
  'avro.reflection.allow.null',
  'avro.use.logical.type.converters',
  'connect.meta.data',
  'decimal.format',
  'discard.type.doc.default',
  'enhanced.protobuf.schema.support',
  'http.connect.timeout.ms',
  'http.read.timeout.ms',
  'id.compatibility.strict',
  'ignore.default.for.nullables',
  'json.fail.unknown.properties',
  'key.schema.id.deserializer',
  'key.schema.id.serializer',
  'key.subject.name.strategy',
  'latest.cache.size',
  'latest.cache.ttl.sec',
  'latest.compatibility.strict',
  'max.retries',
  'max.schemas.per.subject',
  'normalize.schemas',
  'object.additional.properties',
  'plugin.version',
  'propagate.schema.tags',
  'reference.subject.name.strategy',
  'retries.max.wait.ms',
  'retries.wait.ms',
  'schema.format',
  'schema.reflection',
  'schema.registry.url.randomize',
  'schemas.cache.config',
  'schemas.cache.size',
  'scrub.invalid.names',
  'specific.avro.reader',
  'use.schema.guid',
  'use.schema.id',
  'value.schema.id.deserializer',
  'value.schema.id.serializer',
  'value.subject.name.strategy',
]

/** What AWS Glue's converters do when they write, or keep in memory. */
const WITHOUT_EFFECT_IN_GLUE = [
  'avroRecordType',
  'cacheSize',
  'compatibility',
  'compression',
  'dataFormat',
  'description',
  'protobufMessageType',
  'registry.name',
  'schemaAutoRegistrationEnabled',
  'schemaName',
  'tags',
  'timeToLiveMillis',
]

const yes = /^true$/i
const no = /^false$/i

const latestMend =
  "every value is read by the schema that it names, never by its subject's latest: fields that came later are not filled with their defaults; leave it out"

const rulesMend =
  'the rules of a data contract are not run: nothing is decrypted, migrated or checked by them; where the topic needs them, keep the connector'

/**
 * Settings of the converters of values. Names and defaults: `AvroDataConfig`, `ProtobufDataConfig`, `JsonSchemaDataConfig`
 * and the configurations of the deserializers in Confluent's schema-registry, `AWSSchemaRegistryConstants` in AWS Glue's.
 */
export const converterSettings: readonly ForeignProperty[] = [
  ...passedOver(ofValues([...WITHOUT_EFFECT, ...WITHOUT_EFFECT_IN_GLUE])),
  ...passedOver(
    ofValues(['optional.for.nullables', 'optional.for.proto2', 'wrapper.for.nullables']),
    'fields that may be absent are nullable anyway, wrappers their scalar',
  ),
  ...passedOver(
    ofValues(['region', 'endpoint']),
    "schemas of AWS Glue come from the function's own region",
  ),
  ...refused(ofValues(['use.latest.version']), latestMend, no),
  ...refused(ofValues(['use.latest.with.metadata']), latestMend),
  ...refused(
    ofValues(['enhanced.avro.schema.support']),
    'the members of a union are named by their types without the namespace, unless two would have the same name; leave it out',
    no,
  ),
  ...refused(
    ofValues(['generalized.sum.type.support']),
    'the members of a union are named by their types (Avro), or as io.confluent.connect.json.OneOf.field.0 (JSON Schema); leave it out',
    no,
  ),
  ...refused(
    ofValues(['flatten.singleton.unions']),
    'a union of one type is that type; leave it out',
    yes,
  ),
  ...refused(
    ofValues(['flatten.unions']),
    'a oneof is one JSON column with a member for each alternative; leave it out, and give columns to its members by SINK_COLUMN_TO_FIELD',
    no,
  ),
  ...refused(
    ofValues(['generate.index.for.unions']),
    'the column of a oneof ends in its index, such as choice_0; leave it out, and name the column by SINK_COLUMN_TO_FIELD',
    yes,
  ),
  ...refused(
    ofValues(['generate.struct.for.nulls']),
    'a message that is not written is NULL; leave it out',
    no,
  ),
  ...refused(ofValues(['int.for.enums']), 'an enum is its name; leave it out', no),
  ...refused(
    ofValues(['wrapper.for.raw.primitives']),
    'a value that is a wrapper alone is its scalar; leave it out',
    yes,
  ),
  ...refused(
    ofValues(['use.optional.for.nonrequired']),
    'a property may be absent, but null only where its type allows that or it has a default: such a record is bad else; leave it out',
    no,
  ),
  ...refused(
    ofValues(['preserve.additional.properties']),
    'members that the schema does not name are left out of a row; leave it out, or read the topic as json',
    no,
  ),
  ...refused(
    ofValues(['ignore.modern.dialects']),
    'a schema is read in the draft that it names; leave it out',
    no,
  ),
  ...refused(
    ofValues(['json.fail.invalid.schema']),
    'values are not judged by their schema, only read by it; leave it out',
    no,
  ),
  ...refused(
    ofValues(['replace.null.with.default']),
    'the default of a field always stands in for its null; leave it out',
    yes,
  ),
  ...refused(ofValues(['encoding']), 'text is read as UTF-8; leave it out', /^utf-?8$/i),
  ...passedOver(ofValues(['rule.metrics.enable', 'rule.service.loader.enable'])),
  ...refused(ofValues(['rule.']), rulesMend),
  ...refused(
    ofValues(['request.header.']),
    'the registry gets no headers of your own; log in to it by SINK_REGISTRY_USER or SINK_REGISTRY_TOKEN, and leave it out',
  ),
  ...refused(
    ofValues(['schema.registry.basic.auth.']),
    'this is the old name; write value.converter.basic.auth.user.info, or give the login as SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD',
  ),
  ...refused(
    ofValues(['secondaryDeserializer']),
    "the frames of Glue's and Confluent's registries are read side by side, and no others; leave it out",
    /^io\.confluent\./,
  ),
  {
    property: 'value.converter.',
    mend: 'this setting of the converter is not known here; correct its name, or leave it out',
  },
]

function ofValues(names: readonly string[]): readonly string[] {
  return names.map((name) => `value.converter.${name}`)
}
