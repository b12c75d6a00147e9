import { intrinsic, isObject, type Json, type Template } from './template.ts'

/** References of a resolved template to resources and attributes that do not exist, one line each. */
export function referenceFaults(
  template: Template,
  attributesOf: (type: string) => readonly string[],
): readonly string[] {
  const targets = template.Resources
  const faults: string[] = []

  const visit = (value: Json, path: string): void => {
    const call = intrinsic(value)
    if (call?.name === 'Ref') {
      const target = String(call.of)
      if (targets[target] === undefined && !target.startsWith('AWS::')) {
        faults.push(`${path}: Ref to ${target}, which does not exist`)
      }
      return
    }
    if (call?.name === 'Fn::GetAtt' && Array.isArray(call.of)) {
      const [target = '', attribute = ''] = call.of.map(String)
      const type = targets[target]?.Type
      if (type === undefined) faults.push(`${path}: GetAtt of ${target}, which does not exist`)
      else if (!attributesOf(type).includes(attribute)) {
        faults.push(`${path}: ${type} has no attribute ${attribute}`)
      }
      return
    }
    if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, `${path}[${i}]`)
    else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) visit(item, `${path}.${name}`)
    }
  }

  for (const [id, { Properties: properties = {}, DependsOn: others = [] }] of Object.entries(
    targets,
  )) {
    visit(properties, id)
    for (const other of [others].flat()) {
      if (targets[other] === undefined)
        faults.push(`${id} depends on ${other}, which does not exist`)
    }
  }
  return faults
}
