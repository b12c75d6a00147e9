import { Reader, type Type } from 'protobufjs'
import { RecordError } from '../../errors.ts'
import type { Codec, CompileCodec, Framing } from '../codec.ts'
import { type Chosen, chooseByIndexes } from './confluent-indexes.ts'
import { chooseByIndex, glueMessages } from './glue-index.ts'
import { loadMessages } from './load-messages.ts'
import { recordFault } from './misread.ts'
import { Room } from './room.ts'
import { createRootKinds } from './root-kinds.ts'

/**
 * Reads bodies whose schema is a file of Protobuf: .proto text, or a FileDescriptorProto in base64. The mapping is that of
 * Confluent's converter by its defaults, with what loses nothing in the place of what does: exact 64 bits, nanoseconds,
 * wrappers as nullable scalars.
 */
export const compileProtobuf: CompileCodec = (registered, framing) => {
  const messages = attempt(() => loadMessages(registered))
  const choose = chooser(messages, framing)
  const rootKind = createRootKinds()

  function kindOf(body: Uint8Array) {
    const found = choose(body)
    if (found === null) {
      throw new RecordError(
        'ERR_RECORD_UNDECODABLE',
        'the message index at the front of the body leads to no message of its schema',
      )
    }
    const { chosen, start } = found
    return { chosen, start, kind: attempt(() => rootKind(chosen)) }
  }

  return {
    schemaOf: (body) => kindOf(body).kind.schema,
    decode(body) {
      const { chosen, start, kind } = kindOf(body)
      const reader = Reader.create(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
      reader.pos = start
      try {
        return kind.read(reader, new Room())
      } catch (fault) {
        throw recordFault(chosen.name, fault)
      }
    },
  } satisfies Codec
}

function chooser(
  messages: readonly Type[],
  framing: Framing,
): (body: Uint8Array) => Chosen<Type> | null {
  switch (framing) {
    case 'confluent':
      return (body) => chooseByIndexes(body, messages)
    case 'glue': {
      const counted = glueMessages(messages)
      return (body) => chooseByIndex(body, counted)
    }
    default:
      return framing satisfies never
  }
}

/** A schema that is no schema may also nest so deep that the stack ends. */
function attempt<T>(compile: () => T): T {
  try {
    return compile()
  } catch (fault) {
    throw new RecordError(
      'ERR_RECORD_SCHEMA',
      `Protobuf schema cannot be used: ${fault instanceof Error ? fault.message : 'unreadable'}`,
      { cause: fault },
    )
  }
}
