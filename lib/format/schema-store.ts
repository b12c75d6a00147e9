import { RecordError } from '../errors.ts'
import type { Frame, SchemaKey } from './framed/frame.ts'
import { schemaName } from './framed/schema-name.ts'
import { READY } from './ready.ts'
import type { RegisteredSchema, SchemaId } from './registry.ts'

/** As many as the registries' own clients keep. */
const CAPACITY = 1000

/** Requests to a registry at the same time. */
const AT_ONCE = 16

type Known<Compiled> =
  | { readonly compiled: Compiled }
  /** `lasting` unless another try may do better. */
  | { readonly fault: RecordError; readonly lasting: boolean }

interface StoreParts<Compiled> {
  /** Null where the registry knows no such schema. */
  readonly fetch: (id: SchemaId, remainingMs: () => number) => Promise<RegisteredSchema | null>
  readonly compile: (registered: RegisteredSchema, id: SchemaId) => Promise<Compiled>
  readonly capacity?: number
}

/** What the ids of schemas stand for, fetched and compiled once and kept while the container lives. */
export class SchemaStore<Compiled> {
  readonly #parts: StoreParts<Compiled>
  /** The least recently wanted first. */
  readonly #known = new Map<SchemaKey, Known<Compiled>>()
  readonly #underWay = new Map<SchemaKey, Promise<void>>()

  constructor(parts: StoreParts<Compiled>) {
    this.#parts = parts
  }

  /**
   * Fetches and compiles what these frames name and is not known yet; a schema that is missing is asked for again.
   * @throws what the frames throw, and what a registry does, save RecordErrors, which are the fault of the records
   */
  prepare(frames: Iterable<Frame>, remainingMs: () => number): Promise<void> {
    const wanted = new Set<SchemaKey>()
    let unknown: readonly Frame[]
    try {
      unknown = this.#sift(frames, wanted)
    } catch (error) {
      return Promise.reject(error)
    }
    return unknown.length === 0 ? READY : this.#load(unknown, wanted, remainingMs)
  }

  /** @throws RecordError `ERR_SCHEMA_MISSING`, `ERR_RECORD_SCHEMA` */
  find({ key }: Frame): Compiled {
    const known = this.#known.get(key)
    if (known === undefined) throw new RangeError('A record is prepared before it is read.')
    if ('fault' in known) throw known.fault
    return known.compiled
  }

  /** The frames whose schemas are not known, each schema once. */
  #sift(frames: Iterable<Frame>, wanted: Set<SchemaKey>): readonly Frame[] {
    const unknown: Frame[] = []
    let last: SchemaKey | null = null
    for (const frame of frames) {
      const { key } = frame
      if (key === last) continue
      last = key
      if (wanted.has(key)) continue
      wanted.add(key)
      if (!this.#keep(key)) unknown.push(frame)
    }
    return unknown
  }

  /** Whether a schema is known for good; then it is the most recently wanted. */
  #keep(key: SchemaKey): boolean {
    const known = this.#known.get(key)
    if (known === undefined || ('fault' in known && !known.lasting)) return false
    this.#known.delete(key)
    this.#known.set(key, known)
    return true
  }

  async #load(
    unknown: readonly Frame[],
    wanted: ReadonlySet<SchemaKey>,
    remainingMs: () => number,
  ): Promise<void> {
    this.#forgetOldest(unknown.length, wanted)
    const failures: unknown[] = []
    const pending = unknown.values()
    const worker = async (): Promise<void> => {
      for (const frame of pending) {
        try {
          await this.#loadOnce(frame, remainingMs)
        } catch (error) {
          failures.push(error)
        }
        if (failures.length > 0) return
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, unknown.length) }, worker))
    if (failures.length > 0) throw failures[0]
  }

  #loadOnce({ key, id }: Frame, remainingMs: () => number): Promise<void> {
    const underWay = this.#underWay.get(key)
    if (underWay !== undefined) return underWay
    const loading = this.#loadOne(id, remainingMs)
      .then((known) => {
        this.#known.delete(key)
        this.#known.set(key, known)
      })
      .finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, loading)
    return loading
  }

  async #loadOne(id: SchemaId, remainingMs: () => number): Promise<Known<Compiled>> {
    try {
      const registered = await this.#parts.fetch(id, remainingMs)
      if (registered === null) return { fault: missing(id), lasting: false }
      return { compiled: await this.#parts.compile(registered, id) }
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      return { fault: named(error, id), lasting: error.code !== 'ERR_SCHEMA_MISSING' }
    }
  }

  /** More than the capacity stays only where one call wants more. */
  #forgetOldest(coming: number, wanted: ReadonlySet<SchemaKey>): void {
    const { capacity = CAPACITY } = this.#parts
    for (const key of this.#known.keys()) {
      if (this.#known.size + coming <= capacity) return
      if (!wanted.has(key)) this.#known.delete(key)
    }
  }
}

function missing(id: SchemaId): RecordError {
  return new RecordError(
    'ERR_SCHEMA_MISSING',
    `${schemaName(id)} does not exist there; is this the registry that the producer uses, and was the schema deleted for good?`,
  )
}

function named(error: RecordError, id: SchemaId): RecordError {
  const { code, coordinates } = error
  return new RecordError(code, `${schemaName(id)}: ${error.message}`, { coordinates, cause: error })
}
