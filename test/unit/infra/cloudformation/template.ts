/** A value of a CloudFormation template, as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

export interface TemplateResource {
  readonly Type: string
  readonly Properties?: JsonObject
  readonly DependsOn?: string | readonly string[]
  readonly Condition?: string
}

/** The parts of a template that a check needs. */
export interface Template {
  readonly Conditions?: JsonObject
  readonly Resources: Readonly<Record<string, TemplateResource>>
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Name and argument of an intrinsic function call, `Ref` and `Condition` included; undefined for any other value. */
export function intrinsic(value: Json): { readonly name: string; readonly of: Json } | undefined {
  if (!isObject(value)) return undefined
  const [entry, another] = Object.entries(value)
  if (entry === undefined || another !== undefined) return undefined
  const [name, of] = entry
  return name === 'Ref' || name.startsWith('Fn::') ? { name, of } : undefined
}
