/** An error as Confluent's registry answers it: the status is the code's first three digits. */
export class RegistryError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }

  get status(): number {
    return Number(String(this.code).slice(0, 3))
  }
}

export const subjectMissing = (subject: string) =>
  new RegistryError(40_401, `Subject '${subject}' not found.`)

export const versionMissing = (version: string | number) =>
  new RegistryError(40_402, `Version ${version} not found.`)

export const schemaMissing = (schema: string | number) =>
  new RegistryError(40_403, `Schema ${schema} not found`)
