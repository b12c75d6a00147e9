import { runCommand } from './run-command.ts'

/** Where a MariaDB server's programs lie. */
export interface ServerFiles {
  readonly mariadbd: string
  readonly installDb: string
  /** Set for a server unpacked outside its usual place. */
  readonly baseFolder?: string
  /** Folders of shared libraries that the system itself lacks. */
  readonly libraryFolders?: readonly string[]
}

/** The environment that lets an unpacked server find its libraries. */
export function serverEnvironment(files: ServerFiles): NodeJS.ProcessEnv {
  if (files.libraryFolders === undefined) return process.env
  const folders = [...files.libraryFolders, process.env.LD_LIBRARY_PATH]
  return { ...process.env, LD_LIBRARY_PATH: folders.filter(Boolean).join(':') }
}

/** Arguments that every program of an unpacked server needs; root has to be asked for by name. */
export function serverArguments(files: ServerFiles): readonly string[] {
  return [
    '--no-defaults',
    ...(files.baseFolder === undefined ? [] : [`--basedir=${files.baseFolder}`]),
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ]
}

/** `10.11.19-MariaDB`, or null where the program is another server (MySQL) or does not start. */
export async function serverVersion(files: ServerFiles): Promise<string | null> {
  try {
    const text = await runCommand(files.mariadbd, ['--version'], { env: serverEnvironment(files) })
    return /\bVer (\S*MariaDB)\b/.exec(text)?.[1] ?? null
  } catch {
    return null
  }
}
