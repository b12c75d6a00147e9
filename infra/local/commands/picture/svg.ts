/** A rectangle in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the picture is coloured with; it brings its own ground, so it reads on light and dark pages alike. */
export const INK = {
  page: '#eef0f2',
  panel: '#ffffff',
  frame: '#c9d0d6',
  grid: '#e3e7ea',
  text: '#16191f',
  faint: '#545b64',
} as const

/** Colours of lines, in their order: told apart without red and green. */
export const LINE_COLORS = ['#1f77b4', '#e07b00', '#2ca02c', '#9467bd'] as const

interface TextStyle {
  readonly size?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly color?: string
  readonly bold?: boolean
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 11, anchor = 'start', color = INK.text, bold = false } = style
  const weight = bold ? ' font-weight="bold"' : ''
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" text-anchor="${anchor}" fill="${color}"${weight}>${escaped(content)}</text>`
}

export function panel({ x, y, width, height }: Box): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="4" fill="${INK.panel}" stroke="${INK.frame}"/>`
}

export function path(d: string, color: string, width: number, dashes = ''): string {
  const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`
  return `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}"${dashed}/>`
}

/** How wide a text is, roughly and rather too wide. */
export function textWidth(content: string, size = 11): number {
  return content.length * size * 0.58
}

/** Coordinates with one digit: enough for the eye, and the same everywhere. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
