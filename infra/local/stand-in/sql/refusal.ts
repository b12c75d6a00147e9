/** Why a statement is not run: what SingleStore would answer, as an error packet carries it. */
export class Refusal extends Error {
  readonly errno: number
  readonly sqlState: string

  constructor(errno: number, sqlState: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.errno = errno
    this.sqlState = sqlState
  }
}

/** 1064 at a place of the statement, worded as MySQL words it. */
export function syntaxError(source: string, position: number): Refusal {
  const near = source.slice(position, position + 80)
  const line = source.slice(0, position).split('\n').length
  return new Refusal(
    1064,
    '42000',
    `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${near}' at line ${line}`,
  )
}

/** 1706: SingleStore has no such thing. */
export function unsupported(feature: string): Refusal {
  return new Refusal(1706, 'HY000', `Feature '${feature}' is not supported by SingleStore`)
}

/** 1706: SingleStore has it on single nodes only. */
export function unsupportedDistributed(feature: string): Refusal {
  return new Refusal(
    1706,
    'HY000',
    `Feature '${feature}' is not supported by SingleStore Distributed`,
  )
}

/** 1706: SingleStore has it, MariaDB cannot be made to do it. */
export function notEmulated(construct: string): Refusal {
  return new Refusal(
    1706,
    'HY000',
    `The stand-in database does not emulate ${construct}; run it on a real SingleStore (SINGLESTORE_TEST_URL)`,
  )
}
