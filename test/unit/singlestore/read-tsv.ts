const ESCAPED: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
}

/**
 * Reads a file as LOAD DATA does with FIELDS TERMINATED BY '\t' ESCAPED BY '\\' LINES TERMINATED BY '\n':
 * character by character, without any of the writer's own rules.
 */
export function readTsv(file: string): readonly (readonly (string | null)[])[] {
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  let field = ''
  let raw = ''
  const endField = () => {
    row.push(raw === '\\N' ? null : field)
    field = ''
    raw = ''
  }
  for (let at = 0; at < file.length; at += 1) {
    const character = file.charAt(at)
    if (character === '\t') {
      endField()
    } else if (character === '\n') {
      endField()
      rows.push(row)
      row = []
    } else if (character === '\\') {
      at += 1
      const escaped = file.charAt(at)
      raw += character + escaped
      field += ESCAPED[escaped] ?? escaped
    } else {
      raw += character
      field += character
    }
  }
  if (raw !== '' || row.length > 0) throw new SyntaxError('a last line without its end')
  return rows
}
