import type {
  DashboardBody,
  GraphProperties,
  Line,
  Shown,
  Widget,
} from '../../../../infra/deployment/dashboard/body.ts'

/**
 * What CloudWatch would refuse or draw wrongly in a dashboard, one line each.
 * Source: CloudWatch API Reference, "Dashboard Body Structure and Syntax"; quotas: 500 widgets, 500 metrics and expressions of
 * a widget, 2500 metrics of a dashboard.
 */
export function dashboardFaults({ widgets }: DashboardBody): readonly string[] {
  const metrics = widgets.flatMap((widget) =>
    widget.type === 'metric' ? widget.properties.metrics.filter(isMetric) : [],
  )
  return [
    ...(widgets.length > 500 ? [`${widgets.length} widgets`] : []),
    ...(metrics.length > 2500 ? [`${metrics.length} metrics`] : []),
    ...widgets.flatMap((widget, index) => [
      ...placeFaults(widget, widgets.slice(0, index)),
      ...contentFaults(widget).map((fault) => `${nameOf(widget)}: ${fault}`),
    ]),
  ]
}

function nameOf(widget: Widget): string {
  return widget.type === 'text' ? 'text' : widget.properties.title
}

function placeFaults(widget: Widget, before: readonly Widget[]): readonly string[] {
  const { x, y, width, height } = widget
  const fits = x >= 0 && y >= 0 && width >= 1 && height >= 1 && height <= 1000 && x + width <= 24
  const covered = before.filter(
    (other) =>
      x < other.x + other.width &&
      other.x < x + width &&
      y < other.y + other.height &&
      other.y < y + height,
  )
  return [
    ...(fits ? [] : [`${nameOf(widget)}: lies outside`]),
    ...covered.map((other) => `${nameOf(widget)} covers ${nameOf(other)}`),
  ]
}

function contentFaults(widget: Widget): readonly string[] {
  switch (widget.type) {
    case 'text':
      return widget.properties.markdown === '' ? ['is empty'] : []
    case 'alarm': {
      const { length } = widget.properties.alarms
      return length >= 1 && length <= 100 ? [] : [`${length} alarms`]
    }
    case 'log':
      return /^SOURCE '[^']+'( \| SOURCE '[^']+')* \| \w/.test(widget.properties.query)
        ? []
        : ['its query names no log group']
    case 'metric':
      return graphFaults(widget.properties)
    default:
      return [`is of an unknown type: ${JSON.stringify(widget satisfies never)}`]
  }
}

function graphFaults({ metrics, period, stat, region }: GraphProperties): readonly string[] {
  const ids = metrics.map(shownOf).flatMap(({ id }) => (id === undefined ? [] : [id]))
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  return [
    ...(metrics.length >= 1 && metrics.length <= 500 ? [] : [`${metrics.length} lines`]),
    ...(period >= 60 && period % 60 === 0 ? [] : [`period ${period}`]),
    ...(/^(Sum|Average|Minimum|Maximum|SampleCount|p\d\d?)$/.test(stat) ? [] : [`stat ${stat}`]),
    ...(region === '' ? ['no region'] : []),
    ...twice.map((id) => `id ${id} stands twice`),
    ...ids.filter((id) => !/^[a-z]\w{0,254}$/.test(id)).map((id) => `${id} is no id`),
    ...metrics.flatMap((line) => lineFaults(line, ids)),
    ...(metrics.some((line) => shownOf(line).visible !== false) ? [] : ['shows nothing']),
  ]
}

function lineFaults(line: Line, ids: readonly string[]): readonly string[] {
  const { expression } = expressionOf(line)
  if (expression === null) {
    const { length } = line
    return length >= 5 && length % 2 === 1 ? [] : [`a metric with a dimension without a value`]
  }
  const named = [...expression.matchAll(/METRICS\("(\w+)"\)/g)].map(([, prefix]) => String(prefix))
  const used = [...expression.replaceAll(/"\w*"/g, '').matchAll(/(?<![\w.])[a-z]\w*/g)].map(String)
  return [
    ...used.filter((id) => !ids.includes(id)).map((id) => `${expression}: there is no ${id}`),
    ...named
      .filter((prefix) => !ids.some((id) => id.startsWith(prefix)))
      .map((prefix) => `${expression}: no id holds ${prefix}`),
    // METRICS("x") takes every metric whose id holds x, wherever it stands.
    ...named.flatMap((prefix) =>
      ids
        .filter((id) => id.includes(prefix) && !new RegExp(`^(all)?${prefix}\\d*$`).test(id))
        .map((id) => `${expression}: takes in ${id}`),
    ),
  ]
}

function isMetric(line: Line): boolean {
  return expressionOf(line).expression === null
}

function expressionOf(line: Line): { readonly expression: string | null } {
  const shown = shownOf(line)
  return { expression: 'expression' in shown ? String(shown.expression) : null }
}

function shownOf(line: Line): Shown {
  const last = line.at(-1)
  return typeof last === 'object' ? last : {}
}
