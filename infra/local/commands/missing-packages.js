/**
 * Names what a lock file asks for and an installation lacks.
 *
 * Optional packages may be absent: npm leaves out those of other platforms.
 *
 * @param {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} lock
 *   `package-lock.json`
 * @param {{ packages?: Record<string, { version?: string, integrity?: string }> }} installed
 *   `node_modules/.package-lock.json`, which npm writes at the end of an installation
 * @returns {string[]} folders such as `node_modules/mysql2`
 */
export function missingPackages(lock, installed) {
  const present = new Map(Object.entries(installed.packages ?? {}))
  return Object.entries(lock.packages ?? {})
    .filter(([folder, wanted]) => {
      if (folder === '' || wanted.link) return false
      const found = present.get(folder)
      if (found === undefined) return !wanted.optional
      return found.version !== wanted.version || found.integrity !== wanted.integrity
    })
    .map(([folder]) => folder)
}
