import { readFileSync } from 'node:fs'

/** An example of docs/deployment.md: the lines of its block below the stage's name. */
export interface DeploymentExample {
  /** What the documentation calls it. */
  readonly title: string
  readonly lines: string
}

const page = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8')

/** In their order on the page; the title is the heading above, or the bold words that the paragraph above begins with. */
export const deploymentExamples: readonly DeploymentExample[] = [
  ...page.matchAll(/```yaml\nparams:\n {2}prod:\n([\s\S]*?)\n```/g),
].map((match) => {
  const above = page.slice(0, match.index)
  const titles = [...above.matchAll(/^(?:## (.+)$|\*\*(.+?)\*\*)/gm)]
  const [, heading, bold] = titles.at(-1) ?? []
  return { title: (heading ?? bold ?? '').replace(/\.$/, ''), lines: match[1] ?? '' }
})
