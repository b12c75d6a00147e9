import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import { referenceFaults } from './reference-faults.ts'
import { intrinsic, isObject, type Json, type JsonObject, type Template } from './template.ts'

/**
 * Holds a resolved template against AWS's own specification of its resources: unknown types and properties, missing
 * required ones, values of another type, references that lead nowhere. One line per fault, with its path.
 */
export function templateFaults(template: Template): readonly string[] {
  const faults: string[] = []
  for (const [id, { Type: type, Properties: properties = {} }] of Object.entries(
    template.Resources,
  )) {
    const resource = specification(type)
    if (resource === undefined) faults.push(`${id}: there is no resource type ${type}`)
    else faults.push(...propertyFaults(properties, resource.properties, id))
  }
  return [...faults, ...referenceFaults(template, attributesOf)]
}

const database = loadAwsServiceSpecSync()

function specification(type: string) {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type)
  return resource
}

function attributesOf(type: string): readonly string[] {
  return Object.keys(specification(type)?.attributes ?? {})
}

type Specification = NonNullable<ReturnType<typeof specification>>
type Properties = Specification['properties']
type Property = Properties[string]
type PropertyType = Property['type']

function propertyFaults(value: JsonObject, properties: Properties, path: string): string[] {
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => `${path}.${name}: there is no such property`)
  const known = Object.entries(properties).flatMap(([name, property]) => {
    const given = value[name]
    if (given !== undefined) return valueFaults(given, property, `${path}.${name}`)
    return property.required === true ? [`${path}.${name} is required`] : []
  })
  return [...unknown, ...known]
}

/** Faults against the type that fits best: AWS's specification keeps older types beside the present one. */
function valueFaults(value: Json, { type, previousTypes = [] }: Property, path: string): string[] {
  return fewest([type, ...previousTypes].map((each) => typeFaults(value, each, path)))
}

function typeFaults(value: Json, type: PropertyType, path: string): string[] {
  if (intrinsic(value) !== undefined) return []
  const unless = (fits: boolean): string[] =>
    fits ? [] : [`${path} is no ${type.type}: ${JSON.stringify(value)}`]
  switch (type.type) {
    case 'string':
    case 'date-time':
      return unless(typeof value === 'string')
    case 'boolean':
      return unless(typeof value === 'boolean' || value === 'true' || value === 'false')
    // CloudFormation takes a number given as text, which is how parameters of the command line arrive.
    case 'integer':
      return unless(/^-?\d+$/.test(String(value)))
    case 'number':
      return unless(typeof value !== 'object' && value !== '' && !Number.isNaN(Number(value)))
    case 'json':
      return unless(isObject(value))
    case 'null':
      return unless(value === null)
    case 'array':
      if (!Array.isArray(value)) return unless(false)
      return value.flatMap((item: Json, i) => typeFaults(item, type.element, `${path}[${i}]`))
    case 'map':
      if (!isObject(value)) return unless(false)
      return Object.entries(value).flatMap(([key, item]) =>
        typeFaults(item, type.element, `${path}.${key}`),
      )
    case 'tag':
      return unless(isObject(value) && 'Key' in value && 'Value' in value)
    case 'ref':
      if (!isObject(value)) return unless(false)
      return propertyFaults(value, database.get('typeDefinition', type.reference).properties, path)
    case 'union':
      return fewest(type.types.map((each) => typeFaults(value, each, path)))
  }
}

function fewest(candidates: readonly string[][]): string[] {
  const [best = []] = candidates.toSorted((left, right) => left.length - right.length)
  return best
}
