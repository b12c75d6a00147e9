import type { SourceFile } from './source-file.ts'

const floors = ['schema', 'errors'] as const
const nouns = ['format', 'table', 'kafka', ...floors] as const

/** Which rooms of `lib/` a room may import from. Arrows point down; a room's own files are free. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  functions: [
    'sink',
    'doctor',
    'redrive',
    'ledger',
    'config',
    'lambda',
    'singlestore',
    'transform',
    ...nouns,
  ],
  doctor: ['sink', 'config', 'lambda', 'singlestore', 'registry', ...nouns],
  redrive: ['sink', 'config', 'singlestore', ...nouns],
  ledger: ['config', 'singlestore', ...nouns],
  sink: ['config', 'lambda', 'registry', 'singlestore', 'transform', ...nouns],
  config: nouns,
  lambda: nouns,
  singlestore: nouns,
  registry: ['format', ...floors],
  transform: nouns,
  format: floors,
  table: ['kafka', ...floors],
  kafka: floors,
  schema: ['errors'],
  errors: [],
}

/** Imports that point up or sideways, and files of `lib/` that stand in no room. */
export function arrowFaults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, imports }) => {
    const from = roomOf(path)
    if (from === undefined) return path.startsWith('lib/') ? [`${path}: stands in no room`] : []
    return imports.flatMap(({ target, line }) => {
      if (target === undefined) return []
      const to = roomOf(target)
      if (to === from || (to !== undefined && arrows[from]?.includes(to) === true)) return []
      return [`${path}:${line}: ${from} may not import ${target}`]
    })
  })
}

/** `lib/sink.ts` and `lib/sink/plan.ts` are of one room. */
function roomOf(path: string): string | undefined {
  const [, room] = /^(?:lib\/)?([a-z-]+)(?:\/|\.ts$)/.exec(path) ?? []
  if (room === undefined || !Object.hasOwn(arrows, room)) return undefined
  return path.startsWith('lib/') === (room !== 'functions') ? room : undefined
}
