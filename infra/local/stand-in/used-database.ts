const useStatement = /^USE\s*(?:`((?:[^`]|``)+)`|([^\s;`]+))\s*;?$/i

/** The database that a USE statement chooses; null for any other statement. */
export function usedDatabase(sql: string): string | null {
  const [, quoted, plain] = useStatement.exec(sql) ?? []
  return quoted?.replaceAll('``', '`') ?? plain ?? null
}

export function useDatabaseStatement(database: string): string {
  return `USE \`${database.replaceAll('`', '``')}\``
}
