import { cloudProperties } from './cloud-properties.ts'
import { connectProperties } from './connect-properties.ts'
import type { ForeignProperty } from './foreign-property.ts'
import { jdbcProperties } from './jdbc-properties.ts'

/** Properties of Kafka Connect, of where it runs, and of the JDBC driver below the connector; the first that fits a name counts. */
export const foreignProperties: readonly ForeignProperty[] = [
  ...connectProperties,
  ...cloudProperties,
  ...jdbcProperties,
]

/** The row that speaks of a property, or null where the sink has never heard of it. */
export function findForeignProperty(name: string): ForeignProperty | null {
  const lower = name.toLowerCase()
  return (
    foreignProperties.find(({ property }) => {
      // The driver takes its parameters in any letter case.
      const [given, known] = property.startsWith('params.')
        ? [lower, property.toLowerCase()]
        : [name, property]
      return known.endsWith('.') ? given.startsWith(known) : given === known
    }) ?? null
  )
}
