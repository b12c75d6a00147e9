import { findForeignProperty } from './foreign-properties.ts'
import { nearestName } from './nearest-name.ts'
import { optionNames, options } from './options.ts'
import type { Report } from './report.ts'
import { isOptionProperty, nearestProperty, shownProperty } from './told-name.ts'
import { isOfTransforms, reportTransforms } from './transforms.ts'

/** Names that other commands of the project read. */
const otherVariables: ReadonlySet<string> = new Set(['SINGLESTORE_TEST_URL'])

/** Reports variables of the sink that it does not know; a misspelt one would be left out of account. */
export function checkVariableNames(
  environment: Readonly<Record<string, string | undefined>>,
  report: Report,
): void {
  const known = new Set(optionNames.flatMap((name) => options[name].environment ?? []))
  for (const name of Object.keys(environment)) {
    if (!/^(?:SINK|SINGLESTORE)_/.test(name) || known.has(name) || otherVariables.has(name))
      continue
    report(`${name}: unknown environment variable${suggestion(nearestName(name, known))}`)
  }
}

/** How a copied file refers to a config provider of Kafka Connect: `${file:/opt/secrets:password}`. */
const placeholder = /\$\{\w+:[^}]*\}/

const placeholderMend =
  'placeholders of config providers are not resolved; give the value itself, or put it into the secret'

/** How an export shows a secret that it does not tell. */
const mask = /^(?:\*{3,}|\[hidden\])$/i

const maskMend =
  'is masked: what was exported does not tell it; leave it out and put it into the secret'

/**
 * Reports properties that are unknown or of no use here; returns those that were passed over.
 * @param properties those whose names messages may tell
 */
export function checkPropertyNames(
  properties: ReadonlyMap<string, string>,
  report: Report,
): readonly string[] {
  const ignored: string[] = []
  for (const [name, value] of properties) {
    if (isOptionProperty(name)) {
      if (placeholder.test(value))
        report(`${shownProperty(name)}: ${placeholderMend} (${secretOf(name)})`)
      if (mask.test(value.trim())) report(`${shownProperty(name)}: ${maskMend} (${secretOf(name)})`)
      continue
    }
    if (isOfTransforms(name)) {
      if (value.trim() === '') ignored.push(name)
      continue
    }
    const foreign = findForeignProperty(name)
    if (foreign === null) {
      report(`${shownProperty(name)}: unknown property${suggestion(nearestProperty(name))}`)
    } else if (foreign.mend === undefined || isHarmless(value.trim(), foreign.harmless)) {
      const { understood, remark } = foreign
      if (understood !== true) ignored.push(remark === undefined ? name : `${name} (${remark})`)
    } else {
      report(`${shownProperty(name)}: ${foreign.mend}`)
    }
  }
  reportTransforms(properties, report)
  return ignored
}

function secretOf(property: string): string {
  return /^(?:key|value)\.converter\./.test(property)
    ? 'SINK_REGISTRY_SECRET_ID'
    : 'SINGLESTORE_SECRET_ID'
}

function isHarmless(value: string, harmless: RegExp | undefined): boolean {
  return value === '' || harmless?.test(value) === true
}

function suggestion(nearest: string | null): string {
  if (nearest === null) return '; see the table of options in the README'
  return `; did you mean ${nearest}${nearest.endsWith('.') ? '…' : ''}?`
}
