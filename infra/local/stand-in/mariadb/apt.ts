import { missingPackages } from './missing-packages.ts'
import { runCommand } from './run-command.ts'

/** What is needed of Debian's package tools; nothing here installs. */
export interface Apt {
  update(): Promise<void>
  /** Downloads the packages, and what they depend on and the system lacks, into `folder`. */
  download(names: readonly string[], folder: string): Promise<void>
}

/** `options` go before every command (`-o Dir::State::lists=…`). */
export function aptFor(options: readonly string[]): Apt {
  const cache = (...args: readonly string[]): Promise<string> =>
    runCommand('apt-cache', [...options, ...args])
  return {
    async update() {
      await runCommand('apt-get', [...options, 'update'])
    },
    async download(names, folder) {
      const known = new Set((await cache('pkgnames')).split('\n'))
      const wanted = names.map((name) => newestNamed(name, known))
      const depends = await cache('depends', '--recurse', ...onlyDepends, ...wanted)
      const missing = missingPackages(wanted, depends, await installedPackages())
      await runCommand('apt-get', [...options, 'download', ...missing], { cwd: folder })
    },
  }
}

const onlyDepends = [
  '--important',
  '--no-conflicts',
  '--no-breaks',
  '--no-replaces',
  '--no-enhances',
] as const

/** Releases without the plain name carry the version in it: `mariadb-server-core-10.6`. */
function newestNamed(name: string, known: ReadonlySet<string>): string {
  const versioned = [...known].filter(
    (each) => each.startsWith(`${name}-`) && /^[\d.]+$/.test(each.slice(name.length + 1)),
  )
  const newest = versioned.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
  if (newest !== undefined) return newest
  if (known.has(name)) return name
  throw new Error(`The package lists have no ${name}`)
}

async function installedPackages(): Promise<ReadonlySet<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const format = '-f=${db:Status-Status} ${Package}\n'
  const lines = (await runCommand('dpkg-query', ['-W', format])).split('\n')
  const installed = lines.filter((line) => line.startsWith('installed '))
  return new Set(installed.map((line) => line.slice('installed '.length)))
}
