import type { Settings } from '../settings.ts'
import type { Alarm, AlarmKey, Measure, Patience } from './alarm.ts'
import { ofFunction, ofSink } from './measures.ts'
import { attempts, daily, once, steadily } from './patience.ts'

/** The share of the timeout from which on an invocation counts as too long. */
export const LONG_INVOCATION = 0.8

/** Alarms that a deployment has once. */
export function sinkAlarms(settings: Settings): readonly Alarm[] {
  const { timeoutSeconds, compactDaily } = settings
  const failing = attempts(timeoutSeconds)
  return [
    single(
      'errors',
      'Invocations of the sink failed or ran out of time in three periods of 5 minutes',
      {
        measure: ofFunction(settings, 'sink', 'Errors'),
        patience: failing,
      },
    ),
    single('throttles', 'Lambda has been refusing invocations of the sink for 15 minutes', {
      measure: ofFunction(settings, 'sink', 'Throttles'),
      patience: steadily,
    }),
    single(
      'duration',
      `Invocations of the sink take over ${LONG_INVOCATION * 100} % of their ${timeoutSeconds} s`,
      {
        measure: ofFunction(settings, 'sink', 'Duration', 'p99'),
        threshold: LONG_INVOCATION * timeoutSeconds * 1000,
        patience: failing,
      },
    ),
    single('breaker', 'So many records of a batch are bad that none was dead-lettered', {
      measure: ofSink(settings, null, 'breakerOpen'),
      patience: once,
    }),
    single('dead-letters', 'Records that cannot become rows were put into the dead-letter table', {
      measure: ofSink(settings, null, 'deadLettered'),
      patience: once,
    }),
    redrive(settings),
    ...(compactDaily ? [ledger(settings)] : []),
  ]
}

/** A failed batch that comes back on arrival is tried three times before it is left where it is. */
function redrive(settings: Settings): Alarm {
  return settings.redriveOnArrival
    ? single('redrive', 'A failed batch was not written in any try of the redrive function', {
        measure: ofFunction(settings, 'redrive', 'AsyncEventsDropped'),
        patience: daily,
      })
    : single('redrive', 'A redrive failed', {
        measure: ofFunction(settings, 'redrive', 'Errors'),
        patience: once,
      })
}

/** EventBridge invokes it asynchronously: Lambda tries three times, and only then counts the event as dropped. */
function ledger(settings: Settings): Alarm {
  return single('ledger', 'The daily compaction of the ledger failed in all its tries', {
    measure: ofFunction(settings, 'ledger', 'AsyncEventsDropped'),
    patience: daily,
  })
}

interface Watch {
  readonly measure: Measure
  readonly threshold?: number
  readonly patience: Patience
}

/** What happens to nobody is not measured: no data is good news in all of these. */
function single(key: AlarmKey, says: string, { measure, threshold = 0, patience }: Watch): Alarm {
  const steps: Alarm['steps'] = [{ id: 'watched', label: key, measure }]
  return { key, part: null, says, steps, threshold, patience, silence: 'well' }
}
