import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawDashboard } from '../../../../../infra/local/commands/picture/draw-dashboard.ts'

const picture = drawDashboard()

describe('docs/dashboard.svg', () => {
  test('is drawn from the dashboard as it is: `npm run picture` draws it anew', () => {
    const url = new URL('../../../../../docs/dashboard.svg', import.meta.url)
    expect(readFileSync(url, 'utf8') === picture).toBe(true)
  })

  test('brings all it needs: nothing from the net, no script, no number that is none', () => {
    expect(picture.match(/https?:\/\/[^" ]+/g)).toEqual(['http://www.w3.org/2000/svg'])
    expect(picture).not.toMatch(/<script|<image|<foreignObject|@import|NaN|Infinity|undefined/)
  })

  test('has no text upon another, and none outside', () => {
    const [, width = '0', height = '0'] = /viewBox="0 0 (\S+) (\S+)"/.exec(picture) ?? []
    const boxes = textBoxes(picture)
    expect(boxes.length).toBeGreaterThan(200)
    const outside = boxes.filter(
      ({ left, right, top, bottom }) =>
        left < 0 || top < 0 || right > Number(width) || bottom > Number(height),
    )
    expect(outside).toEqual([])
    const covered = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.content} / ${b.content}`),
    )
    expect(covered).toEqual([])
  })
})

/** Where texts lie, by the width of an average letter of a sans-serif face. */
function textBoxes(svg: string) {
  const texts =
    /<text x="([\d.]+)" y="([\d.]+)" font-size="(\d+)" text-anchor="(\w+)"[^>]*>([^<]*)</g
  return [...svg.matchAll(texts)].map(([, x, y, size, anchor, content = '']) => {
    const width = content.length * Number(size) * 0.5
    const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
    // Letters stand on y; few go below.
    const [top, bottom] = [Number(y) - Number(size) * 0.75, Number(y)]
    return { content, left, right: left + width, top, bottom }
  })
}
