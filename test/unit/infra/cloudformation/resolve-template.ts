import { intrinsic, isObject, type Json, type JsonObject, type Template } from './template.ts'

/**
 * Does what CloudFormation does before it looks at a resource: decides conditions, takes branches, drops
 * `AWS::NoValue`, joins and splits literal strings. References to other resources stay as they are.
 *
 * @throws Error for a condition that does not exist
 */
export function resolveTemplate(template: Template): Template {
  const holds = conditionsOf(template)
  const resources = Object.entries(template.Resources)
    .filter(([, { Condition: condition }]) => condition === undefined || holds(condition))
    .map(([id, resource]) => {
      if (resource.Properties === undefined) return [id, resource]
      const properties = resolveValue(resource.Properties, holds)
      return [id, { ...resource, Properties: isObject(properties) ? properties : {} }]
    })
  return { ...template, Resources: Object.fromEntries(resources) }
}

type Holds = (condition: string) => boolean

function conditionsOf({ Conditions: conditions = {} }: Template): Holds {
  const evaluate = (condition: Json): boolean => {
    const [[name, of] = ['nothing', null]] = isObject(condition) ? Object.entries(condition) : []
    const operands = Array.isArray(of) ? of : []
    switch (name) {
      case 'Condition':
        return holds(String(of))
      case 'Fn::Not':
        return !operands.some(evaluate)
      case 'Fn::Or':
        return operands.some(evaluate)
      case 'Fn::And':
        return operands.every(evaluate)
      case 'Fn::Equals':
        return operands[0] === operands[1]
      default:
        throw new Error(`${name} is no function of conditions`)
    }
  }
  const holds: Holds = (name) => {
    const condition = conditions[name]
    if (condition === undefined) throw new Error(`there is no condition ${name}`)
    return evaluate(condition)
  }
  return holds
}

/** Undefined where CloudFormation takes the value away. */
function resolveValue(value: Json, holds: Holds): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((item: Json) => resolveValue(item, holds)).filter((item) => item !== undefined)
  }
  if (!isObject(value)) return value
  const call = intrinsic(value)
  if (call === undefined) return resolveProperties(value, holds)
  if (call.name === 'Ref') return call.of === 'AWS::NoValue' ? undefined : value
  const operands = Array.isArray(call.of) ? (call.of as readonly Json[]) : []
  if (call.name === 'Fn::If') {
    const [condition, whenTrue, whenFalse] = operands
    const taken = holds(String(condition)) ? whenTrue : whenFalse
    return taken === undefined ? undefined : resolveValue(taken, holds)
  }
  return computeString(call.name, operands, holds) ?? value
}

function resolveProperties(properties: JsonObject, holds: Holds): JsonObject {
  const resolved: Record<string, Json> = {}
  for (const [name, property] of Object.entries(properties)) {
    const value = resolveValue(property, holds)
    if (value !== undefined) resolved[name] = value
  }
  return resolved
}

/** Undefined when an operand is known only to AWS. */
function computeString(name: string, operands: readonly Json[], holds: Holds): Json | undefined {
  const [first, second] = operands.map((operand) => resolveValue(operand, holds))
  switch (name) {
    case 'Fn::Split':
      return typeof second === 'string' ? second.split(String(first)) : undefined
    case 'Fn::Select':
      return Array.isArray(second) ? (second as readonly Json[])[Number(first)] : undefined
    case 'Fn::Join':
      return Array.isArray(second) && second.every((part) => typeof part === 'string')
        ? second.join(String(first))
        : undefined
    default:
      return undefined
  }
}
