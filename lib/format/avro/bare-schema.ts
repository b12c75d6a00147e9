/** What a schema says that says nothing beyond its type. */
export const BARE = {
  optional: false,
  name: null,
  version: null,
  parameters: new Map<string, string>(),
  default: null,
} as const
