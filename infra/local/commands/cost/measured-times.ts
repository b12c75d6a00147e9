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
        fixedMs: 0.838,
        perRecordUs: 3.96,
        perKilobyteUs: 2.31,
      },
      waiting: {
        fixedMs: 0.541,
        perRecordUs: 0,
        perKilobyteUs: 6.73,
      },
      misfit: {
        median: 12.5,
        largest: 45.1,
      },
      mainShare: 0.979,
      logBytes: 1700,
      peakMemoryMb: 285,
    },
    json: {
      cpu: {
        fixedMs: 0.76,
        perRecordUs: 4.97,
        perKilobyteUs: 2.35,
      },
      waiting: {
        fixedMs: 0.514,
        perRecordUs: 3.83,
        perKilobyteUs: 11.4,
      },
      misfit: {
        median: 10.6,
        largest: 34.9,
      },
      mainShare: 0.986,
      logBytes: 1690,
      peakMemoryMb: 250,
    },
    avro: {
      cpu: {
        fixedMs: 0.842,
        perRecordUs: 4.59,
        perKilobyteUs: 2,
      },
      waiting: {
        fixedMs: 0.524,
        perRecordUs: 5.67,
        perKilobyteUs: 12.3,
      },
      misfit: {
        median: 10.5,
        largest: 38.7,
      },
      mainShare: 0.985,
      logBytes: 1690,
      peakMemoryMb: 296,
    },
    protobuf: {
      cpu: {
        fixedMs: 1.12,
        perRecordUs: 5.59,
        perKilobyteUs: 1.88,
      },
      waiting: {
        fixedMs: 0.664,
        perRecordUs: 6.75,
        perKilobyteUs: 12.7,
      },
      misfit: {
        median: 8.86,
        largest: 36,
      },
      mainShare: 0.987,
      logBytes: 1700,
      peakMemoryMb: 290,
    },
    'json-schema': {
      cpu: {
        fixedMs: 0.884,
        perRecordUs: 5.89,
        perKilobyteUs: 2.65,
      },
      waiting: {
        fixedMs: 0.637,
        perRecordUs: 1.01,
        perKilobyteUs: 12,
      },
      misfit: {
        median: 13.8,
        largest: 33.6,
      },
      mainShare: 0.976,
      logBytes: 1700,
      peakMemoryMb: 273,
    },
  },
}
