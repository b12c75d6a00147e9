import type { Field, OneOf, Type } from 'protobufjs'

/** Where the fields of a message stand in its struct: oneofs first, then the other fields, each as declared. */
export interface Layout {
  readonly oneofs: readonly OneOf[]
  readonly fields: readonly Field[]
}

/** The order of Confluent's converter. Extensions are not of the message; `optional` of proto3 is no oneof. */
export function layoutOf(type: Type): Layout {
  const oneofs = type.oneofsArray.filter((oneof) => !oneof.isProto3Optional)
  const members = new Set(oneofs.flatMap((oneof) => oneof.fieldsArray))
  const fields = type.fieldsArray.filter(
    (field) => !members.has(field) && field.declaringField === null,
  )
  return { oneofs, fields }
}
