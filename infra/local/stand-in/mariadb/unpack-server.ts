import { existsSync } from 'node:fs'
import { glob, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { aptFor } from './apt.ts'
import { makeFolderOnce } from './make-folder-once.ts'
import { runCommand } from './run-command.ts'
import type { ServerFiles } from './server-files.ts'

const packages = ['mariadb-server-core', 'mariadb-client-core'] as const

/**
 * Unpacks the distribution's own MariaDB packages into the cache, never into the system.
 * Gives null where there is no apt; throws where apt cannot bring the packages.
 */
export async function unpackServer(
  cacheFolder: string,
  progress: (line: string) => void,
): Promise<ServerFiles | null> {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg')) return null
  const folder = join(cacheFolder, `mariadb-${await distribution()}`)
  await makeFolderOnce(folder, async (unfinished) => {
    progress(`No MariaDB server found: unpacking the system's packages into ${folder}`)
    const downloads = await mkdtemp(join(cacheFolder, '.packages-'))
    try {
      await download(downloads, progress)
      const archives = await Array.fromAsync(glob(join(downloads, '*.deb')))
      for (const archive of archives) await runCommand('dpkg', ['-x', archive, unfinished])
    } finally {
      await rm(downloads, { recursive: true, force: true })
    }
  })
  return unpackedFiles(folder)
}

async function download(folder: string, progress: (line: string) => void): Promise<void> {
  try {
    await aptFor([]).download(packages, folder)
  } catch {
    // The machine's package lists are empty or out of date: fetch own ones, leave the system's alone.
    const apt = join(folder, 'apt')
    await mkdir(join(apt, 'lists', 'partial'), { recursive: true })
    await mkdir(join(apt, 'archives', 'partial'), { recursive: true })
    progress('Fetching lists of packages')
    const own = aptFor(['-o', `Dir::State::lists=${join(apt, 'lists')}`, '-o', `Dir::Cache=${apt}`])
    await own.update()
    await own.download(packages, folder)
  }
}

async function distribution(): Promise<string> {
  const architecture = await runCommand('dpkg', ['--print-architecture'])
  const release = await runCommand('sh', ['-c', '. /etc/os-release; echo "$ID-$VERSION_ID"'])
  return `${release.trim()}-${architecture.trim()}`
}

async function unpackedFiles(folder: string): Promise<ServerFiles> {
  const libraries = await Array.fromAsync(glob(join(folder, 'usr/lib/*-linux-*')))
  return {
    mariadbd: join(folder, 'usr/sbin/mariadbd'),
    installDb: join(folder, 'usr/bin/mariadb-install-db'),
    baseFolder: join(folder, 'usr'),
    libraryFolders: [...libraries, join(folder, 'usr/lib')],
  }
}
