import { RecordError } from '../errors.ts'
import { isJsonObject, ownMember } from '../format/json/json-object.ts'
import type { JsonObject, JsonValue } from '../schema.ts'

/**
 * Refuses a schema whose data contract has readers change what they read: the encryption of fields above all
 * (https://docs.confluent.io/platform/current/schema-registry/fundamentals/data-contracts.html). Rules that only check a
 * record, those of writers alone, disabled ones and migrations change nothing of what is stored.
 * @throws RecordError `ERR_RECORD_SCHEMA`, whose message leaves it to the caller to name the schema
 */
export function refuseTransformingRules(answer: JsonObject): void {
  const ruleSet = ownMember(answer, 'ruleSet')
  if (!isJsonObject(ruleSet)) return
  for (const domain of ['domainRules', 'encodingRules']) {
    const rule = rulesOf(ruleSet, domain).find(changesWhatIsRead)
    if (rule === undefined) continue
    const [name, type] = ['name', 'type'].map((member) => shown(ownMember(rule, member)))
    throw new RecordError(
      'ERR_RECORD_SCHEMA',
      `its rule ${name} of type ${type} has readers transform the fields (encrypted ones, for instance, cannot be read as they are), and the sink runs no rules; write to a topic without it, or disable the rule where values are stored plainly`,
    )
  }
}

function rulesOf(ruleSet: JsonObject, domain: string): readonly JsonObject[] {
  const rules = ownMember(ruleSet, domain)
  return Array.isArray(rules) ? rules.filter(isJsonObject) : []
}

function changesWhatIsRead(rule: JsonObject): boolean {
  if (ownMember(rule, 'disabled') === true) return false
  if (word(rule, 'kind') === 'CONDITION') return false
  const mode = word(rule, 'mode')
  return mode === 'READ' || mode === 'WRITEREAD' || mode === null
}

function word(rule: JsonObject, member: string): string | null {
  const value = ownMember(rule, member)
  return typeof value === 'string' ? value.toUpperCase() : null
}

function shown(value: JsonValue | undefined): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 64)) : 'without one'
}
