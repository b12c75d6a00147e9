import { RecordError } from '../errors.ts'
import type { Frame, SchemaKey } from './framed/frame.ts'
import { schemaName } from './framed/schema-name.ts'
import { READY } from './ready.ts'
import type { RegisteredSchema, SchemaId } from './registry.ts'

/** As many as the registries' own clients keep. */
const CAPACITY = 1000
const MOST_CHARACTERS = 16 * 2 ** 20

/**
 * Where an event names more ids than this that no registry knows, its bytes only look framed: then they are not asked
 * for again at each try.
 */
const FEW_MISSING = 100
const MISSING_FOR_MS = 10_000

/** Requests to a registry at the same time. */
const AT_ONCE = 16

type Known<Compiled> =
  | { readonly compiled: Compiled; readonly characters: number }
  | { readonly fault: RecordError; readonly characters: number }

/** Another try may do better. */
interface Missing {
  readonly fault: RecordError
  readonly sinceMs: number
}

interface StoreParts<Compiled> {
  /** Null where the registry knows no such schema. */
  readonly fetch: (id: SchemaId, remainingMs: () => number) => Promise<RegisteredSchema | null>
  readonly compile: (registered: RegisteredSchema, id: SchemaId) => Promise<Compiled>
  /** Schemas, and characters of their texts. */
  readonly capacity?: number
  readonly mostCharacters?: number
  /** A clock in ms. */
  readonly now?: () => number
}

/** What the ids of schemas stand for, fetched and compiled once and kept while the container lives. */
export class SchemaStore<Compiled> {
  readonly #parts: StoreParts<Compiled>
  readonly #now: () => number
  /** The least recently wanted first. */
  readonly #known = new Map<SchemaKey, Known<Compiled>>()
  #characters = 0
  /** The oldest first. */
  readonly #missing = new Map<SchemaKey, Missing>()
  readonly #underWay = new Map<SchemaKey, Promise<void>>()

  constructor(parts: StoreParts<Compiled>) {
    this.#parts = parts
    this.#now = parts.now ?? performance.now.bind(performance)
  }

  /**
   * Fetches and compiles what these frames name and is not known yet; all of them are known until the next call. A schema
   * that is missing is asked for again, unless very many are.
   * @throws what the frames throw, and what a registry does, save RecordErrors, which are the fault of the records
   */
  prepare(frames: Iterable<Frame>, remainingMs: () => number): Promise<void> {
    const wanted = new Set<SchemaKey>()
    let unknown: readonly Frame[]
    try {
      this.#forgetMissing()
      unknown = this.#sift(frames, wanted)
    } catch (error) {
      return Promise.reject(error)
    }
    return unknown.length === 0 ? READY : this.#load(unknown, wanted, remainingMs)
  }

  /** @throws RecordError `ERR_SCHEMA_MISSING`, `ERR_RECORD_SCHEMA` */
  find({ key }: Frame): Compiled {
    const known = this.#known.get(key) ?? this.#missing.get(key)
    if (known === undefined) throw new RangeError('A record is prepared before it is read.')
    if ('fault' in known) throw known.fault
    return known.compiled
  }

  #forgetMissing(): void {
    const isFew = this.#missing.size <= FEW_MISSING
    const end = this.#now() - MISSING_FOR_MS
    for (const [key, { sinceMs }] of this.#missing) {
      if (isFew || sinceMs <= end) this.#missing.delete(key)
    }
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
      if (!this.#keep(key) && !this.#missing.has(key)) unknown.push(frame)
    }
    return unknown
  }

  /** Whether a schema is known for good; then it is the most recently wanted. */
  #keep(key: SchemaKey): boolean {
    const known = this.#known.get(key)
    if (known === undefined) return false
    this.#known.delete(key)
    this.#known.set(key, known)
    return true
  }

  async #load(
    unknown: readonly Frame[],
    wanted: ReadonlySet<SchemaKey>,
    remainingMs: () => number,
  ): Promise<void> {
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
    this.#forgetOldest(wanted)
    if (failures.length > 0) throw failures[0]
  }

  #loadOnce({ key, id }: Frame, remainingMs: () => number): Promise<void> {
    const underWay = this.#underWay.get(key)
    if (underWay !== undefined) return underWay
    const loading = this.#loadOne(key, id, remainingMs).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, loading)
    return loading
  }

  async #loadOne(key: SchemaKey, id: SchemaId, remainingMs: () => number): Promise<void> {
    let characters = 0
    try {
      const registered = await this.#parts.fetch(id, remainingMs)
      if (registered === null) return this.#miss(key, missing(id))
      characters = charactersOf(registered)
      this.#remember(key, { compiled: await this.#parts.compile(registered, id), characters })
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      const fault = named(error, id)
      if (error.code === 'ERR_SCHEMA_MISSING') this.#miss(key, fault)
      else this.#remember(key, { fault, characters })
    }
  }

  #miss(key: SchemaKey, fault: RecordError): void {
    this.#missing.set(key, { fault, sinceMs: this.#now() })
  }

  #remember(key: SchemaKey, known: Known<Compiled>): void {
    this.#known.set(key, known)
    this.#characters += known.characters
  }

  /** More than the capacity stays only where one call wants more. */
  #forgetOldest(wanted: ReadonlySet<SchemaKey>): void {
    const { capacity = CAPACITY, mostCharacters = MOST_CHARACTERS } = this.#parts
    for (const [key, { characters }] of this.#known) {
      if (this.#known.size <= capacity && this.#characters <= mostCharacters) return
      if (wanted.has(key)) continue
      this.#known.delete(key)
      this.#characters -= characters
    }
  }
}

function charactersOf({ text, references }: RegisteredSchema): number {
  return references.reduce((sum, reference) => sum + reference.text.length, text.length)
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
