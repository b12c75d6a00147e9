import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { type ServerFiles, serverVersion } from './server-files.ts'

const usualFolders = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/libexec',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/usr/local/mariadb/bin',
  '/usr/local/opt/mariadb/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
] as const

/** Finds an installed MariaDB server on `searchPath` or in the usual places; a MySQL server does not count. */
export async function findServer(searchPath: string): Promise<ServerFiles | null> {
  const folders = [...new Set([...searchPath.split(delimiter).filter(Boolean), ...usualFolders])]
  const installDb = firstProgram(folders, ['mariadb-install-db', 'mysql_install_db'])
  for (const mariadbd of programs(folders, ['mariadbd', 'mysqld'])) {
    const beside = [dirname(mariadbd), join(dirname(mariadbd), '../bin')]
    const script = firstProgram(beside, ['mariadb-install-db', 'mysql_install_db']) ?? installDb
    if (script === undefined) continue
    const files = { mariadbd, installDb: script }
    if ((await serverVersion(files)) !== null) return files
  }
  return null
}

function programs(folders: readonly string[], names: readonly string[]): readonly string[] {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(existsSync)
}

function firstProgram(folders: readonly string[], names: readonly string[]): string | undefined {
  return programs(folders, names)[0]
}
