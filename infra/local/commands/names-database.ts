/** Whether anything in the environment leads to a database of the user's. */
export function namesDatabase(environment: Readonly<Record<string, string | undefined>>): boolean {
  return Object.keys(environment).some(
    (name) =>
      (name.startsWith('SINGLESTORE_') && name !== 'SINGLESTORE_TEST_URL') ||
      name.startsWith('SINK_PROPERTIES'),
  )
}
