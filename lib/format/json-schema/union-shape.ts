import type { Field, JsonValue, StructSchema } from '../../schema.ts'
import { mismatch } from '../mismatch.ts'
import { LIST_WEIGHT, type ValueBudget } from '../value-budget.ts'
import { valueWeight } from '../value-weight.ts'
import type { Annotations } from './annotations.ts'
import { FITS, type Fit, type Shape } from './shape.ts'

/** The name of the struct that stands for a union, and the beginning of its fields' names: Confluent's. */
const ONE_OF = 'io.confluent.connect.json.OneOf'

/**
 * A struct with one optional field for each branch, of which one holds the value: the first whose kind fits, else the
 * struct that names most of the object's members, else what can take it at all.
 *
 * @param announce told of the union before `branchShapes` is asked, which may lead back to it
 */
export function unionShape(
  base: Annotations,
  path: string,
  budget: ValueBudget,
  announce: (shape: Shape) => void,
  branchShapes: () => readonly Shape[],
): Shape {
  const fields: Field[] = []
  const schema: StructSchema = { ...base, type: 'struct', name: ONE_OF, fields }
  const branches: Shape[] = []
  let weight = 0
  let leaves: readonly Fit[] | null = null
  const shape: Shape = {
    schema,
    read(json) {
      const chosen = bestBranch(branches, json)
      if (chosen < 0) throw mismatch(path, 'a value that fits a branch of oneOf or anyOf', json)
      budget.charge(LIST_WEIGHT + weight, path)
      return branches.map((branch, at) => (at === chosen ? branch.read(json) : null))
    },
    fit(json) {
      leaves ??= leafFits(branches)
      return leaves.reduce((best, leaf) => Math.max(best, leaf(json)), 0)
    },
    namedMembers: null,
    branches,
  }
  announce(shape)
  for (const branch of branchShapes()) {
    const field = { ...branch.schema, optional: true, default: null }
    fields.push({ name: `${ONE_OF}.field.${branches.length}`, schema: field })
    branches.push(branch)
    weight += valueWeight(branch.schema)
  }
  return shape
}

/** Where the first of those that fit best stands; -1 where none fits. */
function bestBranch(branches: readonly Shape[], json: JsonValue): number {
  let best = 0
  let chosen = -1
  for (const [at, branch] of branches.entries()) {
    const fit = branch.fit(json)
    if (fit <= best) continue
    best = fit
    chosen = at
    if (best === FITS) break
  }
  return chosen
}

/** Each way to fit once, through unions of unions, which may name the same branch over and over. */
function leafFits(branches: readonly Shape[], seen = new Set<readonly Shape[]>()): readonly Fit[] {
  if (seen.has(branches)) return []
  seen.add(branches)
  const found = branches.flatMap((branch) => {
    return branch.branches === null ? [branch.fit] : leafFits(branch.branches, seen)
  })
  return [...new Set(found)]
}
