import { nearestName } from '../config/nearest-name.ts'
import { EventError } from '../errors.ts'
import type { LedgerRequest } from './ledger-request.ts'
import { adoptFaults, adoptMembers, adoptRequest } from './parse-adopt.ts'
import { integer, type Rule, text } from './payload-rule.ts'

const offset = integer(0, Number.MAX_SAFE_INTEGER)

const common = {
  action: text,
  topic: text,
  partition: integer(0, 2 ** 31 - 1),
  format: { wants: 'json or table', accepts: (value) => value === 'json' || value === 'table' },
} satisfies Readonly<Record<string, Rule>>

const members: Readonly<Record<LedgerRequest['action'], Readonly<Record<string, Rule>>>> = {
  coverage: { ...common, sink: text, gaps: integer(0, 1_000) },
  // One day is the floor below which no row is touched at all.
  compact: { ...common, closeGapsOlderThanDays: integer(1, 36_500) },
  forget: { ...common, from: offset, to: offset, confirm: text },
  adopt: { action: common.action, topic: text, format: common.format, ...adoptMembers },
}

const GAPS_LISTED = 20

/**
 * Reads the payload of the ledger function: `{"action": "coverage" | "compact" | "forget" | "adopt", …}`.
 * @throws EventError `ERR_EVENT_INVALID` with every fault in one message
 */
export function parseRequest(payload: unknown): LedgerRequest {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw invalidPayload(['wants an object such as {"action": "coverage"}'])
  }
  const given: Readonly<Record<string, unknown>> = { ...payload }
  const { action } = given
  if (typeof action !== 'string' || !isAction(action)) {
    throw invalidPayload([`action wants one of ${Object.keys(members).join(', ')}`])
  }
  const wrong = memberFaults(given, members[action])
  // What is missing or contradicts itself is judged by members that are what they should be.
  const adopting = action === 'adopt' && wrong.length === 0 ? adoptFaults(given) : []
  const faults = [...wrong, ...contradictions(given), ...adopting]
  if (faults.length > 0) throw invalidPayload(faults)
  return request(action, given)
}

function isAction(text: string): text is LedgerRequest['action'] {
  return Object.hasOwn(members, text)
}

function memberFaults(
  given: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule !== undefined) return rule.accepts(value) ? [] : [`${name} wants ${rule.wants}`]
    const nearest = nearestName(name, Object.keys(rules))
    const hint =
      nearest === null ? `there are ${Object.keys(rules).join(', ')}` : `did you mean ${nearest}?`
    return [`${JSON.stringify(name.slice(0, 64))} is no member for this action; ${hint}`]
  })
}

function contradictions(given: Readonly<Record<string, unknown>>): readonly string[] {
  const { action, topic, partition, from, to } = given
  return [
    ...((action === 'forget' || action === 'adopt') && topic === undefined
      ? [`topic is missing: which one to ${action}`]
      : []),
    ...(partition !== undefined && topic === undefined ? ['partition wants a topic with it'] : []),
    ...((from !== undefined || to !== undefined) && partition === undefined
      ? ['from and to are offsets of one partition: partition is missing']
      : []),
    ...(typeof from === 'number' && typeof to === 'number' && from > to
      ? ['from lies behind to']
      : []),
  ]
}

/** The values have been judged: what is left is to name what is absent. */
function request(
  action: LedgerRequest['action'],
  given: Readonly<Record<string, unknown>>,
): LedgerRequest {
  const textOf = (name: string) => (typeof given[name] === 'string' ? given[name] : null)
  const numberOf = (name: string) => (typeof given[name] === 'number' ? given[name] : null)
  const selection = {
    topic: textOf('topic'),
    partition: numberOf('partition'),
    format: given.format === 'table' ? 'table' : 'json',
  } as const
  switch (action) {
    case 'coverage':
      return { action, ...selection, sink: textOf('sink'), gaps: numberOf('gaps') ?? GAPS_LISTED }
    case 'compact':
      return { action, ...selection, closeGapsOlderThanDays: numberOf('closeGapsOlderThanDays') }
    case 'forget':
      return {
        action,
        ...selection,
        topic: selection.topic ?? '',
        from: numberOf('from'),
        to: numberOf('to'),
        confirm: textOf('confirm'),
      }
    case 'adopt':
      return adoptRequest(selection.topic ?? '', selection.format, given)
    default:
      return action satisfies never
  }
}

function invalidPayload(faults: readonly string[]): EventError {
  return new EventError('ERR_EVENT_INVALID', `Payload: ${faults.join('; ')}. Nothing was done.`)
}
