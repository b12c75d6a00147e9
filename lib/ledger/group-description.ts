import type { GroupOffset } from './group-offset.ts'

/** What `kafka-consumer-groups.sh --describe` printed, or every fault of the text. */
export interface GroupDescription {
  readonly group: string | null
  readonly offsets: readonly GroupOffset[]
  readonly faults: readonly string[]
}

const ASKED = ['TOPIC', 'PARTITION', 'CURRENT-OFFSET', 'LOG-END-OFFSET'] as const
/** What the tool and the logger of its JVM write between the lines. */
const NOTICE =
  /^(?:Consumer group |Warning: |OpenJDK |SLF4J|Picked up |Note: |\[\d{4}-|\d{4}-\d\d-\d\d)/
const FIGURES = ['PARTITION', 'CURRENT-OFFSET', 'LOG-END-OFFSET']
const NUMBER = /^\d{1,16}$/
const LONGEST_TEXT = 1_000_000
const LONGEST_LINE = 4_000

/**
 * Reads the text that `kafka-consumer-groups.sh --describe --group connect-NAME` prints: a header, and under it a line for each
 * topic-partition, `-` where there is nothing. The columns may stand in any order and number, and be parted by any blanks; only a group's or a
 * client's name holds blanks itself. No line is passed over in silence: a partition that is left out would be written twice.
 */
export function readGroupDescription(text: string): GroupDescription {
  if (text.length > LONGEST_TEXT) {
    return { group: null, offsets: [], faults: ['describe is longer than 1 MB'] }
  }
  const faults: string[] = []
  const groups = new Set<string>()
  const found = new Map<string, GroupOffset>()
  let header: readonly string[] | null = null
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const place = `describe, line ${index + 1}:`
    if (line.length > LONGEST_LINE) {
      faults.push(`${place} is longer than any that the tool prints`)
      continue
    }
    const words = line.split(/\s+/).filter((word) => word !== '')
    if (ASKED.every((name) => words.includes(name))) {
      header = words
      continue
    }
    const notice = noticeFault(line)
    if (notice !== null) faults.push(`${place} ${notice}`)
    if (words.length === 0 || header === null || NOTICE.test(line)) continue
    const row = readLine(words, header)
    if (row === null) {
      faults.push(`${place} is no line of a topic-partition under that header`)
      continue
    }
    if (row.group !== null) groups.add(row.group)
    if (row.member) {
      faults.push(`${place} the group still has members: stop the connector, and ask again`)
    }
    if (row.offset === null) continue
    const key = `${row.offset.topic}-${row.offset.partition}`
    if (found.has(key)) faults.push(`${place} ${key} stands there twice`)
    found.set(key, row.offset)
  }
  if (header === null) faults.push(`describe has no header with ${ASKED.join(', ')}`)
  if (groups.size > 1) faults.push('describe holds several groups: give the one of the connector')
  return { group: [...groups][0] ?? null, offsets: [...found.values()], faults }
}

function noticeFault(line: string): string | null {
  if (/^\s*Error: /.test(line)) return 'the tool reported an error'
  if (/ is rebalancing\b/.test(line)) {
    return 'the group is rebalancing: stop the connector, wait, and ask again'
  }
  return null
}

/**
 * Where a name holds blanks, the line has more words than the header. Without a member only the group's can, which stands first; with one
 * the columns lie where the figures fit, and no more is asked than that there is a member.
 */
function readLine(words: readonly string[], header: readonly string[]) {
  const spare = words.length - header.length
  if (spare < 0) return null
  const topicAt = header.indexOf('TOPIC')
  const word = (name: string, shift: number) => {
    const at = header.indexOf(name)
    return at < 0 ? '-' : (words[at + (at < topicAt ? 0 : shift)] ?? '')
  }
  const fits = (shift: number) =>
    FIGURES.every((name) => isFigure(word(name, shift))) && isLag(word('LAG', shift))
  const hasMember = (shift: number) => word('CONSUMER-ID', shift) !== '-'
  const widest = topicAt === 0 ? 0 : spare
  const shifts = Array.from({ length: widest + 1 }, (_, shift) => shift)
  const shift =
    fits(widest) && !hasMember(widest) && widest === spare
      ? widest
      : shifts.find((each) => fits(each) && hasMember(each))
  if (shift === undefined) return null
  const topic = word('TOPIC', shift)
  const partition = word('PARTITION', shift)
  const group = header[0] === 'GROUP' ? words.slice(0, topicAt + shift).join(' ') : null
  const member = hasMember(shift)
  if (topic === '-' || partition === '-') return { group, member, offset: null }
  const offset: GroupOffset = {
    topic,
    partition: Number(partition),
    committed: figure(word('CURRENT-OFFSET', shift)),
    logEnd: figure(word('LOG-END-OFFSET', shift)),
  }
  return { group, member, offset }
}

function isFigure(word: string): boolean {
  return word === '-' || (NUMBER.test(word) && Number.isSafeInteger(Number(word)))
}

/** Below zero where the log ends before what is committed: a topic that was created again. */
function isLag(word: string): boolean {
  return isFigure(word.replace(/^-(?=\d)/, ''))
}

function figure(word: string): number | null {
  return word === '-' ? null : Number(word)
}
