import { type Finding, failed, passed, warned } from '../finding.ts'
import { readVariable, type ServerExamination } from './server-examination.ts'

export const versionExamination: ServerExamination<null> = {
  name: 'Version',
  did: 'Read @@memsql_version and @@version.',
  mend: 'Let the endpoint be that of a SingleStore workspace.',
  async look(connection, remainingMs) {
    const version = await readVariable(connection, 'memsql_version', remainingMs)
    return judgeVersion(version, await readVariable(connection, 'version', remainingMs))
  },
}

/** Of data conversion that refuses values which do not fit. */
const STRICT_SINCE = [8, 0] as const
/** Of names beyond 64 characters. */
const LONG_NAMES_SINCE = [8, 5] as const

/** @param version SingleStore's own, as `9.0.23`; null where the server has none */
export function judgeVersion(version: string | null, compatible: string | null): Finding {
  if (version === null) {
    return failed(
      `The server has no @@memsql_version, and calls itself ${compatible ?? 'nothing'}: it is no SingleStore.`,
      'Let the endpoint be that of a SingleStore workspace: the sink speaks its dialect alone.',
    )
  }
  const found = `SingleStore ${version}, which speaks as MySQL ${compatible ?? 'of an unknown version'}`
  if (isBefore(version, STRICT_SINCE)) {
    return warned(
      `${found}; before 8.0 a value that does not fit its column is cut without a word.`,
      'Upgrade the server to 8.0 or later.',
      null,
    )
  }
  if (isBefore(version, LONG_NAMES_SINCE)) {
    return passed(
      `${found}; before 8.5 names of tables and columns have at most 64 characters.`,
      null,
    )
  }
  return passed(`${found}.`, null)
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, ownMajor, ownMinor] = /^(\d+)\.(\d+)/.exec(version) ?? []
  if (ownMajor === undefined) return false
  return Number(ownMajor) < major || (Number(ownMajor) === major && Number(ownMinor) < minor)
}
