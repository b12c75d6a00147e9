import { alarmId } from '../alarms/alarm-names.ts'
import { alarmsOf } from '../alarms/alarms.ts'
import type { Settings } from '../settings.ts'
import type { AlarmContent, TextContent } from './body.ts'
import type { Row } from './layout.ts'

/** Above it only alarms that are not well are shown. */
const MOST_SHOWN = 40

/** CloudWatch's most in one widget. */
const MOST_IN_WIDGET = 100

/** What this is and how to read it, and how the alarms stand. */
export function header(settings: Settings): readonly Row[] {
  const alarms = alarmsOf(settings).map((alarm) => `\${${alarmId(alarm)}.Arn}`)
  const widgets = Array.from({ length: Math.ceil(alarms.length / MOST_IN_WIDGET) }, (_, index) =>
    alarmStates(alarms.slice(index * MOST_IN_WIDGET, (index + 1) * MOST_IN_WIDGET), alarms.length),
  )
  return [
    { height: 3, contents: [introduction(settings)] },
    ...(widgets.length === 0 ? [] : [{ height: alarmRows(alarms.length), contents: widgets }]),
  ]
}

function introduction({ sinkName, stackName, topics, alarms }: Settings): TextContent {
  const [first = '', ...more] = topics
  const which = more.length === 0 ? `topic ${first}` : `${topics.length} topics`
  const runbooks = alarms === null ? '' : ' Each alarm has its section there.'
  const markdown = [
    `## ${sinkName}: ${which} into SingleStore`,
    `Stack ${stackName}. What to do when something is wrong: **docs/operations.md** in the sink's repository.${runbooks}`,
    'Rates are per second, everything else is per 5 minutes; times are in seconds or milliseconds as the axis says, and all in UTC. Of more than 20 topics, the 20 highest are drawn.',
  ].join('\n\n')
  return { type: 'text', properties: { markdown, background: 'transparent' } }
}

function alarmStates(alarms: readonly string[], all: number): AlarmContent {
  const few = all <= MOST_SHOWN
  return {
    type: 'alarm',
    properties: {
      title: few ? 'Alarms' : 'Alarms that are on, or cannot tell',
      alarms,
      sortBy: 'stateUpdatedTimestamp',
      ...(few ? {} : { states: ['ALARM', 'INSUFFICIENT_DATA'] as const }),
    },
  }
}

/** Six stand in a row of the console, roughly. */
function alarmRows(count: number): number {
  return Math.min(2 + Math.ceil(Math.min(count, MOST_SHOWN) / 6), 7)
}
