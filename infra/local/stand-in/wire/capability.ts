/** Capability flags of MySQL's handshake that the stand-in knows. */
export const capability = {
  longPassword: 0x1,
  foundRows: 0x2,
  longFlag: 0x4,
  connectWithDatabase: 0x8,
  localFiles: 0x80,
  ignoreSpace: 0x100,
  protocol41: 0x200,
  interactive: 0x400,
  tls: 0x800,
  transactions: 0x2000,
  secureConnection: 0x8000,
  multipleResults: 0x20000,
  pluginAuth: 0x80000,
  connectAttributes: 0x100000,
  packedAuth: 0x200000,
} as const

/**
 * What client and database may agree on through the proxy. Left out on purpose: compression, several statements
 * in one, session tracking, and the newer end of a result (which would change every packet's meaning).
 */
export const offered: number = Object.values(capability).reduce((sum, flag) => sum | flag, 0)

/** Flags in the status field of an answer. */
export const serverStatus = { inTransaction: 0x1, autocommit: 0x2, moreResults: 0x8 } as const
