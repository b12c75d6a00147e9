import { describe, expect, test } from 'vitest'
import { alarms } from '../../../../infra/deployment/alarms/alarms.ts'
import type { DashboardBody, Line } from '../../../../infra/deployment/dashboard/body.ts'
import { dashboard, dashboardBody } from '../../../../infra/deployment/dashboard/dashboard.ts'
import { mappingId } from '../../../../infra/deployment/names.ts'
import type { Settings } from '../../../../infra/deployment/settings.ts'
import { METRIC_UNITS } from '../../../../lib/lambda/metric-table.ts'
import { mskSettings, selfManagedSettings } from '../../../support/settings.ts'
import { dashboardFaults } from './dashboard-faults.ts'

const many = Array.from({ length: 100 }, (_, index) => `${'long-topic.'.repeat(20)}${index}`)

const deployments: readonly (readonly [string, Settings])[] = [
  ['one topic', mskSettings({ topics: ['orders'] })],
  ['three topics', mskSettings({ topics: ['orders', 'payments', 'clicks'] })],
  ['a hundred topics of the longest names', mskSettings({ topics: many })],
  ['on demand', selfManagedSettings({ polling: { mode: 'on-demand' } })],
  ['no destination', mskSettings({ onFailure: { kind: 'none' } })],
  ['no alarms', mskSettings({ alarms: null })],
  ['a reserved concurrency', mskSettings({ reservedConcurrency: 5 })],
]

describe.each(deployments)('the dashboard of %s', (_, settings) => {
  test('is one that CloudWatch takes', () => {
    expect(dashboardFaults(dashboardBody(settings))).toEqual([])
  })

  test('is at most 1 MB of text, with places for mappings, alarms and the region only', () => {
    const text = bodyText(settings)
    expect(JSON.parse(text)).toEqual(dashboardBody(settings))
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000)
    const known = [
      'AWS::Region',
      ...settings.topics.map((topic) => mappingId(settings, topic)),
      ...Object.keys(alarms(settings).Resources ?? {}).map((id) => `${id}.Arn`),
    ]
    const places = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, place]) => place)
    expect(places.filter((place) => !known.includes(String(place)))).toEqual([])
  })

  test('draws at most twenty lines of topics', () => {
    for (const widget of dashboardBody(settings).widgets) {
      if (widget.type !== 'metric') continue
      const drawn = widget.properties.metrics.filter((line) => shown(line)?.visible !== false)
      expect(drawn.length, widget.properties.title).toBeLessThanOrEqual(20)
    }
  })
})

describe('what is on it', () => {
  test('every metric of the sink', () => {
    const drawn = metricNames(dashboardBody(mskSettings({})))
    // The duration that Lambda tells holds the start of the container as well.
    const own = Object.keys(METRIC_UNITS).filter((name) => name !== 'durationMs')
    expect(own.filter((name) => !drawn.has(name))).toEqual([])
  })

  test('every alarm, also where they are more than one widget takes', () => {
    const settings = mskSettings({ topics: many.slice(0, 25) })
    const listed = dashboardBody(settings).widgets.flatMap((widget) =>
      widget.type === 'alarm' ? widget.properties.alarms : [],
    )
    const made = Object.entries(alarms(settings).Resources ?? {})
      .filter(([, { Type: type }]) => type === 'AWS::CloudWatch::Alarm')
      .map(([id]) => `\${${id}.Arn}`)
    expect(listed.toSorted()).toEqual(made.toSorted())
    expect(listed.length).toBeGreaterThan(100)
  })

  test('pollers and what they cost only where there are any', () => {
    const onDemand = metricNames(
      dashboardBody(selfManagedSettings({ polling: { mode: 'on-demand' } })),
    )
    expect(onDemand).not.toContain('ProvisionedPollers')
    expect(onDemand).not.toContain('EventPollerUnit')
    expect(metricNames(dashboardBody(mskSettings({})))).toContain('EventPollerUnit')
  })

  test('what redrives write and hold, beside the sink', () => {
    const settings = mskSettings({})
    const { widgets } = dashboardBody(settings)
    const lines = widgets.flatMap((widget) =>
      widget.type === 'metric' ? widget.properties.metrics : [],
    )
    const ofRedrive = lines.filter(([, , , sink]) => sink === `${settings.stackName}-redrive`)
    expect(ofRedrive.map(([, name]) => name)).toEqual(
      expect.arrayContaining(['written', 'held', 'deadLettered']),
    )
  })

  test.each([128, 1769, 10_240])(
    'no number with an exponent, which metric math cannot read, at %i MB',
    (memoryMb) => {
      const body = JSON.stringify(dashboardBody(mskSettings({ memoryMb })))
      const expressions = [...body.matchAll(/"expression":"([^"]+)"/g)].map(([, text]) => text)
      expect(expressions.length).toBeGreaterThan(5)
      expect(expressions.filter((text) => /\de[-+]?\d/.test(String(text)))).toEqual([])
    },
  )

  test('nothing where none is asked for', () => {
    expect(dashboard(mskSettings({ dashboard: false }))).toEqual({})
  })
})

test('faults are found', () => {
  const at = { x: 0, y: 0, width: 25, height: 1 }
  const graph = (metrics: readonly Line[]) => ({
    type: 'metric' as const,
    properties: {
      title: 'g',
      region: 'r',
      view: 'timeSeries' as const,
      stat: 'Sum',
      period: 60,
      metrics,
    },
  })
  const body = (metrics: readonly Line[]): DashboardBody => ({
    start: '-PT3H',
    periodOverride: 'inherit',
    widgets: [{ ...at, ...graph(metrics) }],
  })
  expect(
    dashboardFaults(
      body([
        ['N', 'M', 'D', 'v', { id: 'lag1' }],
        ['N', 'M', 'D', 'v', { id: 'lag1' }],
        ['N', 'M', 'D', { id: 'lagged' }],
        [{ expression: 'a / 2 + SUM(METRICS("lag"))', id: 'E' }],
      ]),
    ),
  ).toEqual([
    'g: lies outside',
    'g: id lag1 stands twice',
    'g: E is no id',
    'g: a metric with a dimension without a value',
    'g: a / 2 + SUM(METRICS("lag")): there is no a',
    'g: a / 2 + SUM(METRICS("lag")): takes in lagged',
  ])
})

function bodyText(settings: Settings): string {
  const body = dashboard(settings).Resources?.Dashboard?.Properties?.DashboardBody
  if (typeof body !== 'object' || !('Fn::Sub' in body)) throw new Error('no Fn::Sub')
  return String(body['Fn::Sub'])
}

function shown(line: Line) {
  const last = line.at(-1)
  return typeof last === 'object' ? last : undefined
}

function metricNames({ widgets }: DashboardBody): ReadonlySet<unknown> {
  return new Set(
    widgets.flatMap((widget) =>
      widget.type === 'metric' ? widget.properties.metrics.map(([, name]) => name) : [],
    ),
  )
}
