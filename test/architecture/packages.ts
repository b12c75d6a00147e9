import type { SourceFile } from './source-file.ts'

interface Rule {
  readonly packages: RegExp
  /** Where in the product, and in what builds and runs it, they may be imported. */
  readonly only: RegExp
}

const rules: readonly Rule[] = [
  {
    packages: /^(?:@aws-sdk|@smithy|@middy|aws-lambda)(?:\/|$)/,
    only: /^(?:functions|lib\/lambda)\//,
  },
  { packages: /^avsc(?:\/|$)/, only: /^(?:lib\/format\/avro|infra\/local\/samples)\// },
  {
    packages: /^@?protobufjs(?:\/|$)/,
    only: /^(?:lib\/format\/protobuf|infra\/local\/registry)\//,
  },
  { packages: /^mysql2(?:\/|$)/, only: /^(?:lib\/singlestore|infra\/local)\/|^infra\/bench/ },
]

/** Imports of a package in a room that may not know it. */
export function packageFaults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) =>
        rules.some(({ packages, only }) => packages.test(specifier) && !only.test(path)),
      )
      .map(({ specifier, line }) => `${path}:${line}: ${specifier} does not belong here`),
  )
}

/** Reads of the environment anywhere in the product but in `lib/config.ts`. */
export function environmentFaults(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => /^(?:functions|lib)\//.test(path) && path !== 'lib/config.ts')
    .flatMap(({ path, tokens, imports }) => [
      ...tokens.flatMap(({ text, line }, i) => {
        const [dot, property] = [tokens[i + 1]?.text, tokens[i + 2]]
        const isRead =
          text === 'process' && (dot === '.' || dot === '[') && property?.text === 'env'
        return isRead ? [`${path}:${line}: only lib/config.ts reads the environment`] : []
      }),
      ...imports
        .filter(({ specifier }) => /^(?:node:)?process$/.test(specifier))
        .map(({ line }) => `${path}:${line}: only lib/config.ts imports node:process`),
    ])
}
