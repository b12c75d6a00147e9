import type { SourceFile } from './source-file.ts'

/** Every circle of imports that a walk from the files in order comes upon, as the way round it; types count. */
export function circleFaults(files: readonly SourceFile[]): readonly string[] {
  const importsOf = new Map(files.map((file) => [file.path, file.imports]))
  const circles: string[] = []
  const done = new Set<string>()

  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path)
    if (start >= 0) {
      circles.push(`a circle: ${[...way.slice(start), path].join(' → ')}`)
      return
    }
    if (done.has(path)) return
    for (const { target } of importsOf.get(path) ?? []) {
      if (target !== undefined) visit(target, [...way, path])
    }
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return circles
}
