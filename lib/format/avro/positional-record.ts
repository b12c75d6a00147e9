import avsc from 'avsc/lib/types.js'
import type { Value } from '../../schema.ts'
import type { Read, ReadableType } from './value-type.ts'

/**
 * avsc's record, which generates its reader, with the members in an array. It never sees the names of members, among
 * which it would refuse some that a registry accepts, and generates nothing that is not used.
 */
export class PositionalRecord extends avsc.builtins.RecordType {
  declare readonly _read: Read

  constructor(members: readonly ReadableType[]) {
    super({
      type: 'record',
      fields: members.map((type, index) => ({ name: `m${index}`, type })),
    })
  }

  override _createConstructor(): unknown {
    return Members
  }

  override _createSkipper(): unknown {
    return unused
  }

  override _createWriter(): unknown {
    return unused
  }

  override _createChecker(): unknown {
    return unused
  }
}

/** Called with `new`, so that it must not be an arrow function; an array that it returns takes the place of `this`. */
function Members(...members: readonly Value[]): readonly Value[] {
  return members
}

function unused(): void {}
