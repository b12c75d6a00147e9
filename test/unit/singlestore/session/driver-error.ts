/** An error as mysql2 throws it. */
export function driverError(
  message: string,
  parts: { readonly errno?: number; readonly code?: string; readonly fatal?: boolean } = {},
): Error {
  return Object.assign(new Error(message), parts, { sql: 'SELECT 1', sqlMessage: message })
}
