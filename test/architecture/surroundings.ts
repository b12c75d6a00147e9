import type { SourceFile } from './source-file.ts'

/** The product knows neither what builds and runs it nor its tests; and what builds it knows no test. */
const strangers: Readonly<Record<string, readonly string[]>> = {
  functions: ['infra', 'test'],
  lib: ['functions', 'infra', 'test'],
  infra: ['test'],
}

export function surroundingsFaults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, imports }) => {
    const unknown = strangers[topOf(path)] ?? []
    return imports
      .filter(({ target }) => target !== undefined && unknown.includes(topOf(target)))
      .map(({ target, line }) => `${path}:${line}: ${topOf(path)} may not import ${target}`)
  })
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf('/'))
}
