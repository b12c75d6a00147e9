import { cloudProperties } from './cloud-properties.ts'
import { connectProperties } from './connect-properties.ts'
import type { ForeignProperty } from './foreign-property.ts'
import { jdbcProperties } from './jdbc-properties.ts'
import { workerProperties } from './worker-properties.ts'

/** Properties of connectors, of where they run, and of the JDBC driver below: what a wrong name may have been meant to be. */
export const foreignProperties: readonly ForeignProperty[] = [
  ...connectProperties,
  ...cloudProperties,
  ...jdbcProperties,
]

/** A worker's are many and short: nothing is near to one of them but by chance. */
const allProperties: readonly ForeignProperty[] = [...foreignProperties, ...workerProperties]

/** The first row that speaks of a property, or null where the sink has never heard of it. */
export function findForeignProperty(name: string): ForeignProperty | null {
  const lower = name.toLowerCase()
  return (
    allProperties.find(({ property }) => {
      // The driver takes its parameters in any letter case.
      const [given, known] = property.startsWith('params.')
        ? [lower, property.toLowerCase()]
        : [name, property]
      return known.endsWith('.') ? given.startsWith(known) : given === known
    }) ?? null
  )
}
