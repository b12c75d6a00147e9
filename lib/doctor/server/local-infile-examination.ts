import { type Finding, failed, passed, skipped } from '../finding.ts'
import { readVariable, type ServerExamination } from './server-examination.ts'

export const localInfileExamination: ServerExamination<null> = {
  name: 'LOAD DATA LOCAL',
  did: 'Read @@local_infile.',
  mend: 'Allow LOAD DATA LOCAL on the server: SET GLOBAL local_infile = ON.',
  look: async (connection, remainingMs) =>
    judgeLocalInfile(await readVariable(connection, 'local_infile', remainingMs)),
}

export function judgeLocalInfile(value: string | null): Finding {
  if (value === null) {
    return skipped(
      'The server has no variable local_infile: the load into the scratch table tells.',
    )
  }
  if (/^(?:0|off|false)$/i.test(value)) {
    return failed(
      'local_infile is off: the server takes no rows from the sink.',
      'Allow LOAD DATA LOCAL on the server: SET GLOBAL local_infile = ON.',
    )
  }
  return passed('local_infile is on.', null)
}
