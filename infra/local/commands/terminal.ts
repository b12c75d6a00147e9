import { styleText } from 'node:util'
import { cutToWidth } from './display-width.ts'
import { textTable } from './text-table.ts'
import { wrappedTable } from './wrapped-table.ts'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100
/** Where the terminal does not tell its width, as in a log. */
const DEFAULT_WIDTH = 160
const INDENT = 2
/** How often a log file hears that a step goes on. */
const PLAIN_MS = 5000

/** Tells more about a step that is under way. */
export type Detail = (text: string) => void

export interface Terminal {
  heading(text: string): void
  line(text?: string): void
  note(text: string): void
  /** Sample rows: long cells are cut, and a table too wide is turned, for as many rows as fit. */
  table(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): void
  /** Every row with all of its text: cells are broken into lines where the table is too wide. */
  list(columns: readonly string[], rows: readonly (readonly string[])[]): void
  /** Runs a piece of work and shows on standard error that it goes on, and how long it took. */
  step<T>(title: string, work: (detail: Detail) => Promise<T>): Promise<T>
  /** Writes the one line of JSON, last; without `--json` nothing. */
  result(value: unknown): void
}

export interface TerminalOptions {
  readonly json: boolean
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** A terminal for people; with `json`, people read standard error and standard output holds the result alone. */
export function createTerminal({ json, stdout, stderr }: TerminalOptions): Terminal {
  const out = json ? stderr : stdout

  function style(format: 'bold' | 'dim' | 'green' | 'red' | 'cyan', text: string): string {
    return styleText(format, text, { stream: out })
  }

  /** Whether the last line of standard error is that of a step, to be drawn again. */
  let isDrawn = false

  function line(text = ''): void {
    if (isDrawn) stderr.write('\r\x1b[2K')
    isDrawn = false
    out.write(`${text}\n`)
  }

  async function step<T>(title: string, work: (detail: Detail) => Promise<T>): Promise<T> {
    const startedMs = Date.now()
    let detail = ''
    let frame = 0
    const elapsed = (): string => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`
    const state = (): string => `${title}${detail === '' ? '' : `: ${detail}`}`
    const redraw = (text: string): boolean => stderr.write(`\r\x1b[2K${text}`)
    const tick = (): void => {
      frame = (frame + 1) % FRAMES.length
      if (stderr.isTTY) {
        // A line that wraps could not be taken back.
        redraw(cutToWidth(`${FRAMES[frame]} ${state()} ${elapsed()}`, stderr.columns - 1))
        isDrawn = true
      } else stderr.write(`  ${state()} … ${elapsed()}\n`)
    }
    const timer = setInterval(tick, stderr.isTTY ? FRAME_MS : PLAIN_MS)
    try {
      const result = await work((text) => {
        detail = text
      })
      clearInterval(timer)
      isDrawn = false
      const done = `${styleText('green', '✓', { stream: stderr })} ${state()} (${elapsed()})\n`
      if (stderr.isTTY) redraw(done)
      else stderr.write(done)
      return result
    } catch (error) {
      clearInterval(timer)
      isDrawn = false
      const failed = `${styleText('red', '✗', { stream: stderr })} ${state()} (${elapsed()})\n`
      if (stderr.isTTY) redraw(failed)
      else stderr.write(failed)
      throw error
    }
  }

  function tableLines([header = '', rule = '', ...body]: readonly string[]): void {
    line(`  ${style('cyan', header)}`)
    line(`  ${style('dim', rule)}`)
    for (const text of body) line(`  ${text}`)
  }

  const width = () => (out.columns || DEFAULT_WIDTH) - INDENT

  return {
    heading: (text) => line(`\n${style('bold', text)}`),
    line,
    note: (text) => line(style('dim', text)),
    table: (columns, rows) => tableLines(textTable(columns, rows, width())),
    list: (columns, rows) => tableLines(wrappedTable(columns, rows, width())),
    step,
    result: (value) => {
      if (json) stdout.write(`${JSON.stringify(value)}\n`)
    },
  }
}
