/** What the SQL rules know of the connection that sent a statement. */
export interface SessionState {
  readonly connectionId: number
  /** The schema chosen by the handshake or by USE; null where none is. */
  readonly database: string | null
  readonly inTransaction: boolean
  /** A child aggregator may not write reference tables inside a transaction. */
  readonly aggregator: 'master' | 'child'
  /** What the client told of itself in the handshake (`_client_name` …). */
  readonly connectAttributes?: Readonly<Record<string, string>>
}

/** Changes the rules' own memory of tables; called only once the database behind has said OK. */
export type OnSuccess = () => void

/** How a client's file is packed. */
export type FileCompression = 'none' | 'gzip' | 'lz4'

/** What the stand-in does with one statement. */
export type Action =
  /** Send `sql` to MariaDB and pass its answer on; `mapCell` restores names in the cells of a result. */
  | {
      readonly kind: 'forward'
      readonly sql: string
      readonly onSuccess?: OnSuccess
      /** Waited for before the statement goes on its way; what it gives back is called when the answer was passed on. */
      readonly turn?: () => Promise<() => void>
      readonly mapCell?: (cell: string) => string
      /** Restores names in the column definitions of a result. */
      readonly mapName?: (name: string) => string
      /** Rows carry no promised order: hand them out shuffled. */
      readonly shuffle?: boolean
      /** Rules nobody has confirmed: let the statement pass, add warnings. */
      readonly warnings?: readonly string[]
    }
  /** Run several statements in order on MariaDB, answer with the last one's result, stop at the first error. */
  | {
      readonly kind: 'forward-all'
      readonly sqls: readonly string[]
      readonly onSuccess?: OnSuccess
      /** As above, of the last one's result. */
      readonly mapName?: (name: string) => string
    }
  /** Answer without asking MariaDB. */
  | {
      readonly kind: 'rows'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly (string | null)[])[]
    }
  | { readonly kind: 'ok'; readonly warnings?: readonly string[] }
  | {
      readonly kind: 'refuse'
      readonly errno: number
      readonly sqlState: string
      readonly message: string
    }
  /** LOAD DATA LOCAL: spool the client's stream to a file, unpack it, then run `sql(path)` on MariaDB. */
  | {
      readonly kind: 'load'
      /** The file name as the client is to be asked for it. */
      readonly fileName: string
      readonly compression: FileCompression
      /** `path` is an absolute path; the rules quote it. */
      readonly sql: (path: string) => string
      /** Statements around it: the first that fails is what the client hears of, else the last one's answer. */
      readonly before?: readonly string[]
      readonly after?: readonly string[]
      readonly onSuccess?: OnSuccess
    }
  | { readonly kind: 'kill'; readonly scope: 'query' | 'connection'; readonly connectionId: number }

/** An error of MariaDB as SingleStore would word it. */
export interface ServerError {
  readonly errno: number
  readonly sqlState: string
  readonly message: string
}

/** The rules: one instance per stand-in, all state in memory. */
export interface SqlRules {
  interpret(sql: string, session: SessionState): Action
  translateError(error: ServerError, sql: string): ServerError
}
