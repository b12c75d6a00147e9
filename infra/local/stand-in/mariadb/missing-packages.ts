/**
 * The wanted packages and all they depend on, less what is installed, from the text of
 * `apt-cache depends --recurse`. Of alternatives (`|Depends`) one installed is enough, else the first is taken.
 */
export function missingPackages(
  wanted: readonly string[],
  dependsText: string,
  installed: ReadonlySet<string>,
): readonly string[] {
  const dependencies = parseDepends(dependsText)
  const missing = new Set<string>()
  const visit = (name: string): void => {
    if (missing.has(name) || installed.has(name)) return
    missing.add(name)
    for (const alternatives of dependencies.get(name) ?? []) {
      if (alternatives.some((each) => installed.has(each))) continue
      const known = alternatives.find((each) => dependencies.has(each))
      if (known !== undefined) visit(known)
    }
  }
  wanted.forEach(visit)
  return [...missing]
}

type Alternatives = readonly string[]

function parseDepends(text: string): ReadonlyMap<string, readonly Alternatives[]> {
  const packages = new Map<string, Alternatives[]>()
  let groups: Alternatives[] = []
  let open: string[] = []
  for (const line of text.split('\n')) {
    if (/^[a-z0-9]/.test(line)) {
      groups = []
      packages.set(line.trim(), groups)
      continue
    }
    const [, bar, name] = /^ ([ |])(?:Pre)?Depends: <?([^\s<>]+)/.exec(line) ?? []
    if (name === undefined) continue
    open.push(name)
    if (bar === '|') continue
    groups.push(open)
    open = []
  }
  return packages
}
