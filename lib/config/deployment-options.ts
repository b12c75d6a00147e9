import type { Option } from './option.ts'

/** How the sink is deployed: what the doctor asks AWS about. */
export const deploymentOptions = {
  functionName: {
    environment: 'SINK_FUNCTION_NAME',
    property: null,
    default: '',
    wants: 'the name or the ARN of a function',
    meaning:
      'The function of the sink, for the doctor to ask AWS about; the deployment sets it. The sink itself passes it over.',
  },
  eventSourceMappings: {
    environment: 'SINK_EVENT_SOURCE_MAPPINGS',
    property: null,
    default: 'all of the function',
    wants: 'UUIDs of event source mappings, several by comma',
    meaning:
      'The mappings that the doctor asks AWS about; the deployment sets it. The sink itself passes it over.',
  },
} as const satisfies Readonly<Record<string, Option>>
