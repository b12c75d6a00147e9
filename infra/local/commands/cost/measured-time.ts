/** Milliseconds that an event takes: a part of its own, one for each record, and one for each kilobyte of values. */
export interface LinearTime {
  readonly fixedMs: number
  readonly perRecordUs: number
  /** Of 1000 bytes. */
  readonly perKilobyteUs: number
}

/** What was measured of events in one format. */
export interface MeasuredFormat {
  /** Time of a processor, of all threads. */
  readonly cpu: LinearTime
  /** What passes beyond it, waiting for the database. */
  readonly waiting: LinearTime
  /** How far the two together are off the measured times, in percent: of half of the sizes, and of the worst. */
  readonly misfit: { readonly median: number; readonly largest: number }
  /** How much of the processor's time is the one thread's that runs the handler, over all sizes. */
  readonly mainShare: number
  /** What the function writes to its log for an event. */
  readonly logBytes: number
  /** Peak of the process's resident memory over ten of the fullest events, in MB. */
  readonly peakMemoryMb: number
}

/** @returns milliseconds */
export function timeOf(
  { fixedMs, perRecordUs, perKilobyteUs }: LinearTime,
  { records, valueBytes }: { readonly records: number; readonly valueBytes: number },
): number {
  return fixedMs + (records * perRecordUs + (valueBytes / 1000) * perKilobyteUs) / 1000
}
