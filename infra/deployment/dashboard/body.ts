/**
 * A dashboard as CloudWatch takes it, as far as this one goes.
 * Source: CloudWatch API Reference, "Dashboard Body Structure and Syntax".
 */
export interface DashboardBody {
  /** The time it shows when it opens, such as `-PT3H`. */
  readonly start: string
  readonly periodOverride: 'inherit'
  readonly widgets: readonly Widget[]
}

/** Where a widget lies, on a grid of 24 columns. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A widget without its place. */
export type Content = TextContent | AlarmContent | MetricContent | LogContent

export type Widget = Place & Content

export interface TextContent {
  readonly type: 'text'
  readonly properties: { readonly markdown: string; readonly background: 'transparent' }
}

export interface AlarmContent {
  readonly type: 'alarm'
  readonly properties: {
    readonly title: string
    /** ARNs, 1 to 100. */
    readonly alarms: readonly string[]
    readonly sortBy: 'stateUpdatedTimestamp'
    /** Which are shown; without it all. */
    readonly states?: readonly ('ALARM' | 'INSUFFICIENT_DATA' | 'OK')[]
  }
}

export interface LogContent {
  readonly type: 'log'
  readonly properties: {
    readonly title: string
    readonly region: string
    readonly query: string
    readonly view: 'table'
  }
}

export interface MetricContent {
  readonly type: 'metric'
  readonly properties: GraphProperties
}

export interface GraphProperties {
  readonly title: string
  readonly region: string
  readonly view: 'timeSeries' | 'singleValue'
  readonly stat: string
  /** Seconds. */
  readonly period: number
  readonly metrics: readonly Line[]
  readonly yAxis?: { readonly left: Axis; readonly right?: Axis }
  readonly annotations?: { readonly horizontal: readonly Threshold[] }
  readonly legend?: { readonly position: 'bottom' }
}

export interface Axis {
  readonly label?: string
  readonly min: number
  readonly showUnits: false
}

export interface Threshold {
  readonly label: string
  readonly value: number
  readonly color: string
}

/** A metric with its dimensions, or an expression; the last entry says how it is shown. */
export type Line =
  | readonly [...string[], Shown]
  | readonly [Shown & { readonly expression: string }]

export interface Shown {
  readonly id?: string
  readonly label?: string
  readonly stat?: string
  readonly period?: number
  /** False: it is there for expressions only. */
  readonly visible?: boolean
  readonly yAxis?: 'left' | 'right'
  readonly color?: string
}
