import type { Option } from './option.ts'

/** How tables are made and changed. */
export const tableCreationOptions = {
  autoCreate: {
    environment: 'SINK_AUTO_CREATE',
    property: 'auto.create',
    default: 'true',
    wants: 'true or false',
    meaning: 'Whether a table that is missing is created.',
  },
  schemaEvolution: {
    environment: 'SINK_SCHEMA_EVOLUTION',
    property: 'auto.evolve',
    default: 'none',
    wants: 'none or add (of the property: false or true)',
    meaning:
      'What becomes of a field that its table has no column for: an error, or a new column that may be null.',
  },
  typeProfile: {
    environment: 'SINK_TYPE_PROFILE',
    property: null,
    default: 'lossless',
    wants: 'lossless or connector',
    meaning:
      "Which column types a created table gets: those that lose nothing, or those of SingleStore's Kafka Connect sink.",
  },
  tableKeys: {
    environment: 'SINK_TABLE_KEYS',
    property: 'tableKey.',
    member: 'TYPE[.name]',
    default: '',
    wants: 'TYPE[.name]=column[,column]; several by semicolon',
    meaning:
      'Keys of the tables that the sink creates: PRIMARY, UNIQUE, SHARD, COLUMNSTORE, KEY. Names may be back-quoted; a column of COLUMNSTORE may end in DESC. The environment replaces all of the properties.',
  },
  tableOptions: {
    environment: 'SINK_TABLE_OPTIONS',
    property: 'singlestore.tableOptions',
    default: '',
    wants:
      '{"table": {"keys": "PRIMARY=id", "storage": "rowstore", "reference": true, "keyLength": 64}}, each of the four if need be',
    meaning:
      'How single tables are created, "*" for all that are not named: their keys in place of those of all tables, rowstore or columnstore, kept whole on every node or not, and how many characters a text in a key has (255) that nothing else bounds.',
  },
} as const satisfies Readonly<Record<string, Option>>
