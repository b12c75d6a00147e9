/** A value in a template: JSON. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value }

/** One resource of a template, as CloudFormation takes it. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, Value>>
  readonly DependsOn?: readonly string[]
  readonly DeletionPolicy?: 'Delete' | 'Retain'
  readonly UpdateReplacePolicy?: 'Delete' | 'Retain'
}

export interface Output {
  readonly Description?: string
  readonly Value?: Value
  readonly Export?: { readonly Name: Value }
}

/** A part of the template, as an entry of `resources` in serverless.yml. */
export interface Fragment {
  readonly Resources?: Readonly<Record<string, Resource>>
  readonly Outputs?: Readonly<Record<string, Output>>
  /** Properties of resources that osls makes: logical id → what is set on top. */
  readonly extensions?: Readonly<
    Record<string, { readonly Properties: Readonly<Record<string, Value>> }>
  >
}

/** What `Ref` gives: of an event source mapping its UUID, of a bucket its name. */
export function ref(logicalId: string): Value {
  return { Ref: logicalId }
}

export function attribute(logicalId: string, name: string): Value {
  return { 'Fn::GetAtt': [logicalId, name] }
}

/** `${Name}` and `${Name.Attribute}` in the text are filled in by CloudFormation. */
export function substitute(text: string): Value {
  return { 'Fn::Sub': text }
}
