import { checkPropertyNames, checkVariableNames } from './known-names.ts'
import { type Option, propertiesOf } from './option.ts'
import { type OptionName, optionNames, optionPlace, options } from './options.ts'
import type { Report } from './report.ts'

/** One value as it was given; `place` names the option for a message. */
export interface Setting {
  readonly text: string
  readonly place: string
  readonly source: 'environment' | 'properties' | 'secret'
}

/** One property of a family: `member` is what follows the family's beginning. */
export interface MemberSetting extends Setting {
  readonly member: string
}

/** All that was given, by option. Empty values count as not given, save the members of a family. */
export interface Settings {
  get(option: OptionName): Setting | null
  members(option: OptionName): readonly MemberSetting[]
  /** A property that is no option, by its name. */
  property(name: string): string | null
  /** Properties that mean nothing here and were passed over. */
  readonly ignored: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Looks every name up; reports those that are unknown, or of no use here. */
export function gatherSettings(
  environment: Environment,
  properties: ReadonlyMap<string, string>,
  report: Report,
): Settings {
  const ignored = checkPropertyNames(properties, report)
  checkVariableNames(environment, report)
  const settings: Settings = {
    get: (name) => findSetting(options[name], environment, properties),
    members: (name) => findMembers(options[name], properties),
    property: (name) => properties.get(name)?.trim() || null,
    ignored,
  }
  for (const name of optionNames) refuseContradiction(options[name], properties, report)
  return settings
}

/** The converters of key and value may share a setting, not differ in it. */
function refuseContradiction(
  option: Option,
  properties: ReadonlyMap<string, string>,
  report: Report,
): void {
  const given = propertiesOf(option).filter((name) => (properties.get(name)?.trim() ?? '') !== '')
  if (new Set(given.map((name) => properties.get(name)?.trim())).size < 2) return
  report(`${given.join(' and ')}: contradict each other; there is one setting for both`)
}

function findSetting(
  option: Option,
  environment: Environment,
  properties: ReadonlyMap<string, string>,
): Setting | null {
  const fromEnvironment = option.environment === null ? undefined : environment[option.environment]
  if (fromEnvironment !== undefined && fromEnvironment.trim() !== '') {
    return {
      text: trimmed(option, fromEnvironment),
      place: optionPlace(option),
      source: 'environment',
    }
  }
  for (const property of propertiesOf(option)) {
    const text = property.endsWith('.') ? '' : (properties.get(property) ?? '')
    if (text.trim() === '') continue
    const alias = option.environment === null ? '' : ` (environment ${option.environment})`
    return { text: trimmed(option, text), place: property + alias, source: 'properties' }
  }
  return null
}

function trimmed(option: Option, text: string): string {
  return option.verbatim === true ? text : text.trim()
}

function findMembers(
  { environment, property }: Option,
  properties: ReadonlyMap<string, string>,
): readonly MemberSetting[] {
  if (property?.endsWith('.') !== true) return []
  return [...properties]
    .filter(([name]) => name.startsWith(property) && name !== property)
    .map(([name, text]) => ({
      text: text.trim(),
      place: `${name} (environment ${environment})`,
      source: 'properties',
      member: name.slice(property.length).trim(),
    }))
}
