/** A quoted piece, a comment, a separator, or anything else; quotes as SingleStore reads them. */
const PIECE =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"`;#/-]+|[\s\S]/g

/** Splits a script at its `;` outside quotes and comments; comments alone are no statement. */
export function splitStatements(script: string): readonly string[] {
  const statements: string[] = []
  let text = ''
  let hasCode = false

  function end(): void {
    if (hasCode) statements.push(text.trim())
    text = ''
    hasCode = false
  }

  for (const [piece] of script.matchAll(PIECE)) {
    if (piece === ';') {
      end()
      continue
    }
    text += piece
    const comment = /^(?:--\s|--$|#|\/\*)/.test(piece)
    if (!comment && piece.trim() !== '') hasCode = true
  }
  end()
  return statements
}
