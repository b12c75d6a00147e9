/** How a SingleStore server introduces itself to MySQL clients. */
export const serverIdentity = {
  /** What `VERSION()` and `@@version` say: the MySQL version it is compatible with. */
  compatibleVersion: '5.7.32',
  versionComment:
    'SingleStoreDB source distribution (compatible; MySQL Enterprise & MySQL Commercial)',
} as const
