import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { serveMeasured } from './measured-process.ts'
import { median } from './quantile.ts'
import type { READERS } from './reader-chunks.ts'
import { FRAME_BYTES, REGISTERED, type RegisteredFormat } from './registered-purchase.ts'
import { valueWriter } from './workload.ts'

export interface FirstUseInput {
  /** The bundle of reader-chunks.ts. */
  readonly entry: string
  readonly format: RegisteredFormat
}

/** What the first schema of a format costs a fresh process, in its parts. */
export interface FirstUse {
  readonly loadMs: number
  readonly loadedBytes: number
  /** Text → codec and schema, the first time. */
  readonly compileMs: number
  /** The first value under it. */
  readonly firstValueMs: number
  /** Another schema, when the engine has compiled what is hot. */
  readonly warmCompileMs: number
}

const WARM_UP_ROUNDS = 100
const ROUNDS = 50

async function firstUse({ entry, format }: FirstUseInput): Promise<FirstUse> {
  const bundle = (await import(pathToFileURL(entry).href)) as { readonly READERS: typeof READERS }
  const { type, text } = REGISTERED[format]
  const body = valueWriter(format)(0).subarray(FRAME_BYTES)
  let loadedBytes = 0
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (url.startsWith('file:')) loadedBytes += Buffer.byteLength(loaded.source ?? '')
      return loaded
    },
  })

  const start = performance.now()
  const compileCodec = await bundle.READERS[format]()
  const loaded = performance.now()
  // Protobuf compiles a message when the first body of it is met.
  const compile = () => {
    const codec = compileCodec({ type, text, references: [] }, 'confluent')
    codec.schemaOf(body)
    return codec
  }
  const codec = compile()
  const compiled = performance.now()
  codec.decode(body)
  const read = performance.now()

  const warmMs = Array.from({ length: WARM_UP_ROUNDS + ROUNDS }, () => {
    const again = performance.now()
    compile()
    return performance.now() - again
  })
  return {
    loadMs: loaded - start,
    loadedBytes,
    compileMs: compiled - loaded,
    firstValueMs: read - compiled,
    warmCompileMs: median(warmMs.slice(WARM_UP_ROUNDS)),
  }
}

if (import.meta.main) await serveMeasured(firstUse)
