import type { Option } from './option.ts'

/** What becomes of rows besides being inserted, and how they travel. */
export const changeOptions = {
  upsert: {
    environment: 'SINK_UPSERT',
    property: 'singlestore.upsert',
    default: 'false',
    wants: 'true or false',
    meaning: 'Whether a record replaces the row of the same key.',
  },
  deletes: {
    environment: 'SINK_DELETE_ENABLED',
    property: 'delete.enabled',
    default: 'false',
    wants: 'true or false',
    meaning: 'Whether tombstones and the deletes of Debezium delete the row of their key.',
  },
  truncates: {
    environment: 'SINK_TRUNCATE_ENABLED',
    property: 'truncate.enabled',
    default: 'false',
    wants: 'true or false',
    meaning: 'Whether the truncations of Debezium empty the table.',
  },
  versionColumn: {
    environment: 'SINK_VERSION_COLUMN',
    property: 'singlestore.versionColumn',
    default: '',
    wants: 'a column, or table=column; several by semicolon',
    meaning:
      'The column whose greater value is the newer row: an older version never overwrites it. Needs upsert.',
  },
  filter: {
    environment: 'SINK_FILTER',
    property: 'singlestore.filter',
    default: '',
    wants: 'an expression of SQL without comments or semicolons',
    meaning:
      'Rows that it is not true of are not written, and count as filtered. It is put into the WHERE of LOAD DATA.',
  },
  loadDataCompression: {
    environment: 'SINK_LOAD_DATA_COMPRESSION',
    property: 'singlestore.loadDataCompression',
    default: 'Skip',
    wants: 'Skip, GZip or LZ4',
    meaning: 'How rows are compressed on their way to the database.',
  },
} as const satisfies Readonly<Record<string, Option>>
