import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { relocated } from '../relocated.ts'
import type { ValueBudget } from '../value-budget.ts'
import { annotations } from './annotations.ts'
import { ANY_SHAPE } from './any-shape.ts'
import type { Conversion, Place } from './conversion.ts'
import { withDefault } from './default-value.ts'
import type { Documents } from './documents.ts'
import { onlyReferred } from './included-parts.ts'
import { readKeywords } from './keywords.ts'
import { schemaFault } from './schema-fault.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape-of.ts'

/** Keeps hostile schemas, which references make deeper than their text, from filling the stack. */
const DEEPEST = 200

/** What to convert a schema counts as beside those that are looked at for it. */
const CONVERSION = 16

/** As many characters of listed symbols are as much work as to look at a schema. */
const CHARACTERS = 16

/** A schema that has been converted, or is being converted. */
interface Known {
  /** Where it was met first, which its messages name. */
  readonly first: Place
  /** What it refers to, where it does nothing else. */
  readonly referred: JsonValue | undefined
  /** Null until so much is known of it that others can refer to it. */
  shape: Shape | null
  done: boolean
}

/**
 * Converts a schema, each one that it contains or refers to once: what leads back to a schema that is being converted
 * gets the shape that is being made, so that the node of a tree becomes a struct that contains itself.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function convertSchema(root: JsonValue, documents: Documents, budget: ValueBudget): Shape {
  const known = new Map<JsonObject, Known>()
  const conversion: Conversion = { documents, budget, convert }
  return convert(root, { at: '', containers: 0, announced: 0, depth: 0 })

  function convert(node: JsonValue, outer: Place): Shape {
    if (typeof node === 'boolean') return ANY_SHAPE
    if (!isJsonObject(node)) throw schemaFault(outer.at, 'a schema is an object, true or false')
    documents.visit(CONVERSION, outer.at)
    const met = known.get(node)
    if (met !== undefined && !isOpen(met, outer)) return metAgain(met, outer)
    const place = { ...outer, depth: outer.depth + 1 }
    if (place.depth > DEEPEST) {
      throw schemaFault(place.at, `nests deeper than ${DEEPEST} levels, references included`)
    }
    const referred = onlyReferred(node, documents, place.at)
    const entry: Known = { first: place, referred, shape: null, done: false }
    known.set(node, entry)
    entry.shape = referred === undefined ? build(node, place, entry) : convert(referred, place)
    entry.done = true
    return entry.shape
  }

  function build(node: JsonObject, place: Place, entry: Known): Shape {
    const keywords = readKeywords(node, documents, place.at)
    const base = annotations(keywords, place.at)
    documents.visit(
      keywords.properties.size + base.parameters.size + (keywords.symbols?.length ?? 0),
      place.at,
    )
    const shape = shapeOf(keywords, base, place, conversion, (made) => {
      entry.shape = made
    })
    documents.visit((shape.schema.parameters.get('allowed')?.length ?? 0) / CHARACTERS, place.at)
    // The default of a schema that allows null is lost on Connect: it keeps only that of the branch beside null.
    if (keywords.nullable) return shape
    return withDefault(shape, keywords.annotation('default'), budget, place.at)
  }

  function metAgain({ first, referred, shape, done }: Known, place: Place): Shape {
    if (!done && place.containers === first.containers) {
      throw schemaFault(place.at, 'refers to itself without a value in between')
    }
    if (shape !== null) {
      const read = relocated(shape.read, `value${first.at}`, `value${place.at}`)
      return { ...shape, read }
    }
    // An array or a map that holds nothing but itself is JSON all the way down.
    return referred === undefined ? ANY_SHAPE : convert(referred, place)
  }
}

/**
 * An array or a map can be converted again inside itself where a struct or union lies between: that is led back to
 * the next time, so there is an end.
 */
function isOpen({ first, referred, shape }: Known, place: Place): boolean {
  return (
    shape === null &&
    referred === undefined &&
    place.announced > first.announced &&
    place.containers > first.containers
  )
}
