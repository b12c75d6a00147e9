/** The database refuses a statement of the user's script: exit code 2; the usage would not help. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
}
