import type { StructSchema } from '../../schema.ts'
import type { Reader } from '../connect-json/reader.ts'
import { undocumented } from './undocumented.ts'
import { onlyMember, shortName } from './unwrap.ts'

const AVRO_UNION = 'io.confluent.connect.avro.Union'

/** Whether a struct stands for a union of Avro with several branches. */
export function isUnion({ name }: StructSchema): boolean {
  return name === AVRO_UNION
}

/** Reads such a union in the form of Avro's JSON encoding: an object of one member, named as the branch. */
export function unionReader(
  { fields }: StructSchema,
  branches: readonly Reader[],
  path: string,
): Reader {
  return (json) => {
    const [name, inner] = (json === undefined ? null : onlyMember(json)) ?? []
    const chosen = name === undefined ? -1 : fields.findIndex((field) => isOf(field.name, name))
    if (name === undefined || chosen < 0 || mayBeBare(name)) {
      throw undocumented(path, 'a union of several types without the name of the type')
    }
    return branches.map((read, at) => (at === chosen ? read(inner) : null))
  }

  /** The object may be the value of another branch instead. */
  function mayBeBare(name: string): boolean {
    return fields.some(({ schema }) => {
      if (schema.type === 'map') return true
      return schema.type === 'struct' && schema.fields.some((field) => field.name === name)
    })
  }
}

function isOf(branch: string, name: string): boolean {
  return branch === name || branch === shortName(name)
}
