/** 48 bytes: enough for a brace, some white space and a name. */
const HEAD_CHARACTERS = 64

/** `{"` and a character other than `s`, `p` or a backslash: settles most records without decoding anything. */
const COMPACT_OTHER_FIRST_NAME = /^ey(?:I|J[^zwc])/
const OTHER_THAN_OBJECT = /^[ \t\n\r]*[^ \t\n\r{\xef]/
const OBJECT_WITHOUT_FIRST_NAME = /^[ \t\n\r]*\{[ \t\n\r]*[^ \t\n\r"]/
const OTHER_FIRST_NAME = /^[ \t\n\r]*\{[ \t\n\r]*"(?!schema"|payload")[^"\\]*"/

/**
 * Whether the first bytes alone say that this is no envelope: no object, or one whose first member is neither `schema`
 * nor `payload`. False where they leave it open, as a byte order mark, an escape or a long name does.
 */
export function cannotBeEnvelope(base64: string): boolean {
  if (COMPACT_OTHER_FIRST_NAME.test(base64)) return true
  const head = Buffer.from(base64.slice(0, HEAD_CHARACTERS), 'base64').toString('latin1')
  return (
    OTHER_FIRST_NAME.test(head) ||
    OTHER_THAN_OBJECT.test(head) ||
    OBJECT_WITHOUT_FIRST_NAME.test(head)
  )
}
