import { expect } from 'vitest'

interface Directive {
  readonly Namespace: string
  readonly Dimensions: readonly (readonly string[])[]
  readonly Metrics: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Holds a line of the log against the rules of a metric document.
 * Source: CloudWatch User Guide, "Embedded metric format specification" and its JSON schema; for values of dimensions,
 * CloudWatch API Reference, "Dimension".
 */
export function expectMetricDocument(line: string): Readonly<Record<string, unknown>> {
  expect(Buffer.byteLength(line)).toBeLessThan(256 * 1024)
  const document = JSON.parse(line)
  const { Timestamp, CloudWatchMetrics, ...others } = document._aws
  expect(others).toEqual({})
  expect(Number.isSafeInteger(Timestamp)).toBe(true)
  expect(CloudWatchMetrics.length).toBeGreaterThan(0)
  for (const directive of CloudWatchMetrics as readonly Directive[]) {
    expect(Object.keys(directive).sort()).toEqual(['Dimensions', 'Metrics', 'Namespace'])
    expect(directive.Namespace).toMatch(/^[\w./#:-]{1,1024}$/)
    expect(directive.Dimensions.length).toBeGreaterThan(0)
    for (const set of directive.Dimensions) expectDimensions(set, document)
    expect(directive.Metrics.length).toBeLessThanOrEqual(100)
    const names = directive.Metrics.map(({ Name }) => Name)
    expect(new Set(names).size).toBe(names.length)
    for (const metric of directive.Metrics) {
      expect(Object.keys(metric).sort()).toEqual(['Name', 'Unit'])
      expect(metric.Unit).toMatch(/^(?:Count|Bytes|Milliseconds)$/)
      expect(Number.isFinite(document[String(metric.Name)])).toBe(true)
    }
  }
  return document
}

function expectDimensions(
  set: readonly string[],
  document: Readonly<Record<string, unknown>>,
): void {
  expect(set.length).toBeLessThanOrEqual(30)
  expect(new Set(set).size).toBe(set.length)
  for (const name of set) {
    expect(name).toMatch(/^[\x21-\x7e]{1,250}$/)
    expect(document[name]).toMatch(/^(?!:)(?=.*\S)[\x20-\x7e]{1,1024}$/)
  }
}
