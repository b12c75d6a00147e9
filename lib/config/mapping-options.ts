import type { Option } from './option.ts'

/** Which table a record goes to, and which of its fields fills which column. */
export const mappingOptions = {
  tableNames: {
    environment: 'SINK_TABLE_NAMES',
    property: 'singlestore.tableName.',
    member: 'TOPIC',
    default: 'the name of the topic',
    wants: 'topic=table; several by semicolon',
    meaning: 'The table of a topic. The environment replaces all of the properties.',
  },
  routeField: {
    environment: 'SINK_RECORD_TO_TABLE_FIELD',
    property: 'singlestore.recordToTable.mappingField',
    default: '',
    wants: 'names of fields joined by dots',
    meaning:
      'The field whose value picks the table, in place of the topic. A record whose value is null, or has no table, is bad. Not together with table names.',
  },
  routes: {
    environment: 'SINK_RECORD_TO_TABLE',
    property: 'singlestore.recordToTable.mapping.',
    member: 'VALUE',
    default: '',
    wants: 'value=table; several by semicolon',
    meaning: 'The table of a value of that field. The environment replaces all of the properties.',
  },
  columnToField: {
    environment: 'SINK_COLUMN_TO_FIELD',
    property: 'singlestore.columnToField.',
    member: 'TABLE.COLUMN',
    default: '',
    wants: 'table.column=field; several by semicolon',
    meaning:
      'The field that fills a column, its names joined by dots. A table that has any is written with these columns only (and with those of the key and extra ones). The environment replaces all of the properties.',
  },
  fieldsWhitelist: {
    environment: 'SINK_FIELDS_WHITELIST',
    property: 'fields.whitelist',
    default: 'all fields',
    wants: 'field[,field]',
    meaning: 'The fields of a value that are written; none below the first level.',
  },
  extraColumns: {
    environment: 'SINK_EXTRA_COLUMNS',
    property: 'singlestore.extraColumns',
    default: '',
    wants:
      'topic, partition, offset, timestamp, key or headers, or one of them=column; several by comma',
    meaning:
      'Columns for what a record carries beside its value; named kafka_topic, kafka_partition … where no name is given.',
  },
  keyColumns: {
    environment: 'SINK_KEY_COLUMNS',
    property: 'singlestore.keyColumns',
    default: '',
    wants: 'column[,column], or table=column[,column]; several by semicolon',
    meaning:
      "Columns that the record's key fills where the value has no field of that name: by its members, or as a whole if there is one column.",
  },
} as const satisfies Readonly<Record<string, Option>>
