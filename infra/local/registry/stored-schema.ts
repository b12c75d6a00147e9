import { createHash } from 'node:crypto'

export type SchemaType = 'AVRO' | 'PROTOBUF' | 'JSON'

export interface StoredReference {
  readonly name: string
  readonly subject: string
  readonly version: number
}

/** What somebody registers; only `schema` is needed, and a type that is not given is Avro. */
export interface SchemaDraft {
  readonly schema: string
  /** Any text is accepted where `unchecked` is asked for. */
  readonly schemaType?: string
  readonly references?: readonly StoredReference[]
  readonly ruleSet?: unknown
  readonly metadata?: unknown
}

/** One version of one subject. */
export interface StoredVersion {
  readonly subject: string
  readonly version: number
  readonly id: number
  readonly guid: string
  readonly draft: SchemaDraft
  deleted: boolean
}

/** The same for the same content, as MD5 makes it. */
export function guidOf(draft: SchemaDraft): string {
  const hash = createHash('md5').update(JSON.stringify(draft)).digest('hex')
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Empty members and the type AVRO are left out, as the real registry does. */
export function schemaBody({ draft }: StoredVersion): Readonly<Record<string, unknown>> {
  const { schema, schemaType, references, ruleSet, metadata } = draft
  return {
    ...(schemaType === undefined || schemaType === 'AVRO' ? {} : { schemaType }),
    ...(references === undefined || references.length === 0 ? {} : { references }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(ruleSet === undefined ? {} : { ruleSet }),
    schema,
  }
}
