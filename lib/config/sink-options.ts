import { formatList } from './format-list.ts'
import type { Option } from './option.ts'

/** What the sink does with the records. */
export const sinkOptions = {
  sinkName: {
    environment: 'SINK_NAME',
    property: null,
    default: '',
    wants: '1 to 64 characters, none of them a control character',
    meaning:
      'Names one deployment that reads one cluster, and is part of the ledger: it must outlive functions and mappings. Required with the ledger on.',
  },
  valueFormat: {
    environment: 'SINK_VALUE_FORMAT',
    property: null,
    default: 'auto',
    wants: `one of ${formatList}, or topic=format; several by semicolon`,
    meaning:
      'How the value of a record is read: a format for all topics, formats of single topics, or both. The property value.converter is understood too.',
  },
  keyFormat: {
    environment: 'SINK_KEY_FORMAT',
    property: null,
    default: 'auto',
    wants: 'the same as SINK_VALUE_FORMAT',
    meaning:
      'How the key of a record is read, where an option asks for keys. The property key.converter is understood too.',
  },
  outOfRange: {
    environment: 'SINK_OUT_OF_RANGE',
    property: null,
    default: 'reject',
    wants: 'reject, null or clamp',
    meaning:
      'What becomes of a value that its column cannot hold (the year 10000, an infinity, too many digits): the record is bad, or NULL or the nearest value is written, digits that are too fine being cut.',
  },
  ledger: {
    environment: 'SINK_METADATA_ALLOW',
    property: 'singlestore.metadata.allow',
    default: 'true',
    wants: 'true or false',
    meaning: 'Whether the ledger is kept; without it records may be written twice.',
  },
  ledgerTable: {
    environment: 'SINK_METADATA_TABLE',
    property: 'singlestore.metadata.table',
    default: 'kafka_connect_transaction_metadata',
    wants: 'the name of a table',
    meaning: 'The table that holds the ledger.',
  },
  maxRetries: {
    environment: 'SINK_MAX_RETRIES',
    property: 'max.retries',
    default: '10',
    wants: 'a whole number, 0 to 2147483647',
    meaning: 'How often a transaction is tried again inside one invocation.',
  },
  retryBackoffMs: {
    environment: 'SINK_RETRY_BACKOFF_MS',
    property: 'retry.backoff.ms',
    default: '3000',
    wants: 'a whole number of milliseconds, 0 to 2147483647',
    meaning: 'The longest wait before another try, in milliseconds.',
  },
  failureHold: {
    environment: 'SINK_FAILURE_HOLD_MS',
    property: null,
    default: '0; set by the deployment',
    wants: 'a whole number of milliseconds, 0 to 2147483647',
    meaning:
      'How long an invocation that committed nothing lasts at least before it fails, within its time: Lambda delivers a batch again a limited number of times, and an outage is to be waited for.',
  },
  properties: {
    environment: 'SINK_PROPERTIES',
    property: null,
    default: '',
    wants: 'the text of a .properties file, or JSON as Kafka Connect takes and gives it',
    meaning:
      "The connector's properties. They win over those of the file, the environment over both.",
  },
  propertiesFile: {
    environment: 'SINK_PROPERTIES_FILE',
    property: null,
    default: '',
    wants: 'the path of such a file in the bundle',
    meaning: 'A file of properties, for configurations over the 4 KB that Lambda allows.',
  },
  tolerance: {
    environment: 'SINK_ERRORS_TOLERANCE',
    property: 'errors.tolerance',
    default: 'none',
    wants: 'none or all',
    meaning:
      'What becomes of a record that cannot become a row: none stops its topic-partition there, all keeps it in the dead-letter table.',
  },
  deadLetterTable: {
    environment: 'SINK_DEAD_LETTER_TABLE',
    property: 'errors.deadletterqueue.table',
    default: 'kafka_dead_letters',
    wants: 'the name of a table',
    meaning: 'The dead-letter table; created where it is missing and needed.',
  },
  partialResponses: {
    environment: 'SINK_PARTIAL_RESPONSES',
    property: null,
    default: 'false',
    wants: 'true or false',
    meaning:
      'Whether failures are reported record by record. Set it only where the mapping has ReportBatchItemFailures and provisioned mode: elsewhere Lambda would commit what failed.',
  },
} as const satisfies Readonly<Record<string, Option>>
