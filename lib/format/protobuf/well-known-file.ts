import { GOOGLE_PROTOBUF } from './google-protobuf.ts'
import { GOOGLE_TYPES } from './google-types.ts'

const CONFLUENT: Readonly<Record<string, string>> = {
  // What extends the options is left out: it means nothing in a record, and needs all of descriptor.proto.
  meta: 'message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; repeated Rule rules = 4; } message Rule { string name = 1; string doc = 2; string expr = 3; string sql = 4; }',
}

const CONFLUENT_TYPES: Readonly<Record<string, string>> = {
  decimal: 'message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }',
  variant: 'message Variant { bytes metadata = 1; bytes value = 2; }',
}

/** By folder, which is the package too. */
const FILES: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['google/protobuf', GOOGLE_PROTOBUF],
  ['google/type', GOOGLE_TYPES],
  ['confluent', CONFLUENT],
  ['confluent/type', CONFLUENT_TYPES],
])

/** The text of a file that every compiler of Protobuf has at hand, so that no registry refers to it; null for others. */
export function wellKnownFile(path: string): string | null {
  const [, folder = '', name = ''] = /^(.+)\/(\w+)\.proto$/.exec(path) ?? []
  const files = FILES.get(folder)
  if (files === undefined || !Object.hasOwn(files, name)) return null
  return `syntax = "proto3"; package ${folder.replace('/', '.')}; ${files[name]}`
}
