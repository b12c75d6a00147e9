import { RegistryError, schemaMissing, subjectMissing, versionMissing } from './registry-error.ts'
import { guidOf, type SchemaDraft, type StoredVersion } from './stored-schema.ts'

/** Names of a schema that are given beforehand; `guid` in lower case. */
export interface FixedNames {
  readonly id?: number
  readonly guid?: string
}

/** The subjects of one registry and their versions. */
export class SchemaStore {
  readonly #versions: StoredVersion[] = []
  #lastId = 0

  /** The same content keeps its id in every subject; registered again, its version too. */
  register(subject: string, draft: SchemaDraft, fixed: FixedNames = {}): StoredVersion {
    const { id: fixedId, guid = guidOf(draft) } = fixed
    const ofSubject = this.#versions.filter((stored) => stored.subject === subject)
    const same = ofSubject.find((stored) => stored.guid === guid && !stored.deleted)
    if (same !== undefined && (fixedId === undefined || fixedId === same.id)) return same
    const id = fixedId ?? this.#versions.find((stored) => stored.guid === guid)?.id
    if (
      id !== undefined &&
      this.#versions.some((other) => other.id === id && other.guid !== guid)
    ) {
      throw new RegistryError(42_205, `Overwrite new schema with id ${id} is not permitted.`)
    }
    const version = Math.max(0, ...ofSubject.map((stored) => stored.version)) + 1
    const stored = { subject, version, id: id ?? this.#lastId + 1, guid, draft, deleted: false }
    this.#lastId = Math.max(this.#lastId, stored.id)
    this.#versions.push(stored)
    return stored
  }

  subjects(withDeleted: boolean): readonly string[] {
    const kept = this.#versions.filter(({ deleted }) => withDeleted || !deleted)
    return [...new Set(kept.map(({ subject }) => subject))]
  }

  /** @throws RegistryError 40401 */
  versions(subject: string, withDeleted: boolean): readonly StoredVersion[] {
    const found = this.#versions.filter(
      (stored) => stored.subject === subject && (withDeleted || !stored.deleted),
    )
    if (found.length === 0) throw subjectMissing(subject)
    return found
  }

  /**
   * @param version a number, `latest` or -1
   * @throws RegistryError 40401, 40402, 42202
   */
  version(subject: string, version: string, withDeleted: boolean): StoredVersion {
    const isLatest = version === 'latest' || version === '-1'
    if (!isLatest && !/^[1-9]\d{0,9}$/.test(version)) {
      throw new RegistryError(
        42_202,
        `The specified version '${version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string "latest"`,
      )
    }
    const versions = this.versions(subject, withDeleted)
    const found = isLatest
      ? versions.at(-1)
      : versions.find((stored) => stored.version === Number(version))
    if (found === undefined) throw versionMissing(version)
    return found
  }

  /** Ids outlive the deletion of their versions. @throws RegistryError 40403 */
  byId(id: string): StoredVersion {
    const found = this.#versions.find((stored) => String(stored.id) === id)
    if (found === undefined) throw schemaMissing(id)
    return found
  }

  /** @throws RegistryError 40403 */
  byGuid(guid: string): StoredVersion {
    const found = this.#versions.find((stored) => stored.guid === guid.toLowerCase())
    if (found === undefined) throw schemaMissing(guid)
    return found
  }

  versionsOf(id: string, withDeleted: boolean): readonly StoredVersion[] {
    this.byId(id)
    return this.#versions.filter(
      (stored) => String(stored.id) === id && (withDeleted || !stored.deleted),
    )
  }

  /** Hides a version; it stays readable by its id and, on request, by its number. */
  remove(stored: StoredVersion): void {
    stored.deleted = true
  }
}
