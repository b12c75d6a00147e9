import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The files of a user's own folder by name, as they lie beside a function when it runs; none where there is no such folder. */
export async function bundledFiles(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absent)
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const files = names
    .toSorted()
    .map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)
  return new Map(await Promise.all(files))
}

function absent(error: NodeJS.ErrnoException): readonly never[] {
  if (error.code === 'ENOENT') return []
  throw error
}
