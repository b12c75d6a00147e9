/** How rows travel to the server (`singlestore.loadDataCompression`). */
export type Compression = 'skip' | 'gzip' | 'lz4'

/** What every load of rows is told. */
export interface LoadingRules {
  /** SQL for the WHERE of LOAD DATA (`singlestore.filter`): rows that it is not true of are not written. Null keeps all. */
  readonly filter: string | null
  readonly compression: Compression
}

/** All rows as they are. */
export const PLAIN_LOADING: LoadingRules = { filter: null, compression: 'skip' }
