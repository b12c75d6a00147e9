import { join } from 'node:path'

/** The private folder of one running MariaDB: knowing it is enough to reach the server from another process. */
export interface Place {
  readonly folder: string
  readonly dataFolder: string
  /** The only folder that LOAD DATA INFILE may read. */
  readonly spoolFolder: string
  readonly socketPath: string
  /** Holds the process id of the server that runs now. */
  readonly pidFile: string
  /** While this file exists, the supervisor starts the server again when it has ended. */
  readonly againFile: string
}

export function placeAt(folder: string): Place {
  return {
    folder,
    dataFolder: join(folder, 'data'),
    spoolFolder: join(folder, 'spool'),
    socketPath: join(folder, 'sock'),
    pidFile: join(folder, 'pid'),
    againFile: join(folder, 'again'),
  }
}
