import type { Rule } from './rule.ts'

/** One parameter of a deployment. */
export interface Parameter {
  readonly rule: Rule
  /** What is meant where nothing is given; empty: nothing, or what `otherwise` says. */
  readonly standard: string
  /** What the documentation calls the default where it depends on others. */
  readonly otherwise?: string
  /** One sentence or two for the documentation. */
  readonly says: string
  /** Stands in for a value that is required and missing, so that a template can be looked at without it. */
  readonly example?: string
}
