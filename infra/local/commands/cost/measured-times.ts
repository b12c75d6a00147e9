import type { Machine } from '../../../bench/machine.ts'
import type { CostFormat } from './cost-format.ts'
import type { MeasuredFormat } from './measured-time.ts'

/**
 * Times of the built handler, one event after the other into a table with three keys, without a network in between. Written by
 * `npm run cost -- --measure`.
 */
export const MEASURED: {
  readonly date: string
  readonly machine: Machine
  readonly formats: Readonly<Record<CostFormat, MeasuredFormat>>
} = {
  date: '2026-11-22',
  machine: {
    cpu: 'AMD EPYC',
    cores: 2,
    memoryGb: 24,
    system: 'linux x64',
    node: 'v24.21.0',
    database: '10.11.19-MariaDB-0+deb12u1',
  },
  formats: {
    'connect-json': {
      cpu: {
        fixedMs: 0.652,
        perRecordUs: 3.08,
        perKilobyteUs: 2.31,
      },
      waiting: {
        fixedMs: 0.538,
        perRecordUs: 0,
        perKilobyteUs: 6.18,
      },
      misfit: {
        median: 15.2,
        largest: 44.7,
      },
      logBytes: 783,
      peakMemoryMb: 282,
    },
    json: {
      cpu: {
        fixedMs: 0.632,
        perRecordUs: 4.09,
        perKilobyteUs: 2.18,
      },
      waiting: {
        fixedMs: 0.574,
        perRecordUs: 0.408,
        perKilobyteUs: 8.79,
      },
      misfit: {
        median: 11.9,
        largest: 34,
      },
      logBytes: 769,
      peakMemoryMb: 248,
    },
    avro: {
      cpu: {
        fixedMs: 0.664,
        perRecordUs: 4.14,
        perKilobyteUs: 1.9,
      },
      waiting: {
        fixedMs: 0.639,
        perRecordUs: 2.71,
        perKilobyteUs: 9.2,
      },
      misfit: {
        median: 10.5,
        largest: 30.4,
      },
      logBytes: 769,
      peakMemoryMb: 303,
    },
    protobuf: {
      cpu: {
        fixedMs: 0.806,
        perRecordUs: 4.97,
        perKilobyteUs: 2.04,
      },
      waiting: {
        fixedMs: 0.631,
        perRecordUs: 3.95,
        perKilobyteUs: 10,
      },
      misfit: {
        median: 11.1,
        largest: 34.6,
      },
      logBytes: 777,
      peakMemoryMb: 287,
    },
    'json-schema': {
      cpu: {
        fixedMs: 0.725,
        perRecordUs: 5.2,
        perKilobyteUs: 2.4,
      },
      waiting: {
        fixedMs: 0.59,
        perRecordUs: 1.84,
        perKilobyteUs: 10.6,
      },
      misfit: {
        median: 10,
        largest: 35.7,
      },
      logBytes: 783,
      peakMemoryMb: 276,
    },
  },
}
