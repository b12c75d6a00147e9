import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolderOnce } from './make-folder-once.ts'
import { runCommand } from './run-command.ts'
import {
  type ServerFiles,
  serverArguments,
  serverEnvironment,
  serverVersion,
} from './server-files.ts'

/** A fresh data folder for this very server, made once and copied for each start. */
export async function dataTemplate(
  files: ServerFiles,
  cacheFolder: string,
  progress: (line: string) => void,
): Promise<string> {
  const made = [files.mariadbd, await serverVersion(files), ...flags].join('\n')
  const key = createHash('sha256').update(made).digest('hex').slice(0, 12)
  const folder = join(cacheFolder, `data-${key}`)
  await makeFolderOnce(folder, async (unfinished) => {
    progress(`Making a template of the data folder in ${folder}`)
    const args = [...serverArguments(files), `--datadir=${unfinished}`, ...flags]
    await runCommand(files.installDb, args, { env: serverEnvironment(files) })
    await rm(join(unfinished, 'ib_buffer_pool'), { force: true })
  })
  return folder
}

const flags = [
  '--auth-root-authentication-method=normal',
  '--skip-test-db',
  '--skip-name-resolve',
  '--innodb-log-file-size=8M',
  '--innodb-use-native-aio=OFF',
] as const
