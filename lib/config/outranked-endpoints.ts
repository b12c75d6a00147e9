import { options } from './options.ts'
import type { Settings } from './settings.ts'

const endpointOptions = ['clientEndpoint', 'ddlEndpoint', 'dmlEndpoints'] as const

/** The properties of endpoints that do not count, as the environment names others, each with what wins over it. */
export function outrankedEndpoints(settings: Settings): readonly string[] {
  const given = new Set(
    endpointOptions.filter((option) => settings.get(option)?.source === 'environment'),
  )
  const rival = {
    clientEndpoint: given.has('ddlEndpoint') ? 'ddlEndpoint' : 'dmlEndpoints',
    ddlEndpoint: 'clientEndpoint',
    dmlEndpoints: 'clientEndpoint',
  } as const
  return endpointOptions.flatMap((option) => {
    const property = options[option].property ?? ''
    const winner = given.has(option) ? option : rival[option]
    if (!given.has(winner) || settings.property(property) === null) return []
    return [`${property} (${options[winner].environment} wins)`]
  })
}
