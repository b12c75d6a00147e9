import type { ConnectionOption } from './connection-fields.ts'
import { shownName } from './database-name.ts'
import { nearestName } from './nearest-name.ts'
import type { Option } from './option.ts'
import { type OptionName, optionNames, options } from './options.ts'
import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/**
 * Finds connection options among the fields of the secret: by property, by environment name or by plain name, `host` with
 * `port` included. Fields that belong to others (`engine`, …) are passed over; one that looks misspelt is reported.
 */
export function gatherSecret(
  fields: Readonly<Record<string, unknown>>,
  report: Report,
): (option: ConnectionOption) => Setting | null {
  const found = new Map<OptionName, Setting>()
  const add = (option: OptionName, name: string, text: string) => {
    const place = `field "${name}" of the secret`
    const rival = found.get(option)
    if (rival === undefined) found.set(option, { text, place, source: 'secret' })
    else if (rival.text !== text) report(`${place}: contradicts ${rival.place}; keep one`)
  }
  for (const [name, value] of Object.entries(fields)) {
    const option = secretNames.get(name)
    if (option === undefined && name !== 'host' && name !== 'port') checkForeign(name, report)
    if (option === undefined) continue
    const text = readText(value, options[option])
    if (text === null) report(`field "${name}" of the secret: wants ${options[option].wants}`)
    else if (text !== '') add(option, name, text)
  }
  const address = readAddress(fields, report)
  if (address !== null) add('clientEndpoint', 'host', address)
  return (option) => found.get(option) ?? null
}

const secretNames: ReadonlyMap<string, OptionName> = new Map(
  optionNames.flatMap((option) => {
    const { environment, property, secretFields } = options[option]
    if (secretFields === undefined) return []
    const names = [environment, property, ...secretFields].filter((name) => name !== null)
    return names.map((name) => [name, option] as const)
  }),
)

/** A field's text; numbers and lists of texts are what people write for ports and endpoints. Null for another type. */
function readText(value: unknown, option: Option): string | null {
  if (value === null) return ''
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? value.join(',') : null
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return null
  return option.verbatim === true ? value : value.trim()
}

function readAddress(fields: Readonly<Record<string, unknown>>, report: Report): string | null {
  const { host, port } = fields
  if (host === undefined || host === null || host === '') return null
  if (typeof host !== 'string') {
    report('field "host" of the secret: wants the name or the address of a host')
    return null
  }
  const name = host.includes(':') && !host.startsWith('[') && isPort(port) ? `[${host}]` : host
  return isPort(port) ? `${name}:${port}` : name
}

function isPort(port: unknown): boolean {
  return port !== undefined && port !== null && port !== ''
}

function checkForeign(name: string, report: Report): void {
  if (/^(?:connection|params)\.|^SINGLESTORE_|^SINK_/.test(name)) {
    report(`field ${shownName(name)} of the secret: no connection field${suggestion(name)}`)
    return
  }
  const nearest = nearestName(name, [...secretNames.keys(), 'host', 'port'])
  if (nearest !== null && name.length > 3) {
    report(`field ${shownName(name)} of the secret: unknown${suggestion(name)}`)
  }
}

function suggestion(name: string): string {
  const nearest = nearestName(name, [...secretNames.keys(), 'host', 'port'])
  return nearest === null ? '; leave it out' : `; did you mean "${nearest}"?`
}
