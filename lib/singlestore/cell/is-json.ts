/** Whether a text is JSON. What the built-in parser makes of it, which may be wrong, is not looked at. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
