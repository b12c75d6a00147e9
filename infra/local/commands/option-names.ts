import { optionNames, options } from '../../../lib/config/options.ts'
import { UsageError } from './usage-error.ts'

const known: ReadonlySet<string> = new Set(
  optionNames.flatMap((name) => options[name].environment ?? []),
)

/** @throws UsageError for a variable that would be an option, were its letters upper case: the sink would not see it */
export function demandUpperCase(names: Iterable<string>): void {
  for (const name of names) {
    const upper = name.toUpperCase()
    if (name === upper || !known.has(upper)) continue
    throw new UsageError(
      `The variable ${name} means nothing to the sink: the option is called ${upper}.`,
    )
  }
}
