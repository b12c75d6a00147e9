import type { Settings } from '../settings.ts'
import { graph } from './graph.ts'
import type { Row } from './layout.ts'
import { ofFunction, ofRedrive, ofSink, total } from './lines.ts'

/** What fails: invocations, records, and Lambda's own work between Kafka and the sink. */
export function failures(settings: Settings): readonly Row[] {
  const { onFailure } = settings
  const destination =
    onFailure.kind === 'none'
      ? []
      : [
          ...total(settings, 'sent', 'OnFailureDestinationDeliveredEventCount', {
            label: 'to the destination',
          }),
          ...total(settings, 'lost', 'OnFailureDestinationDeliveryErrorCount', {
            label: 'failed to reach it',
          }),
        ]
  return [
    {
      height: 6,
      contents: [
        graph({
          title: 'Failed and refused invocations',
          unit: 'invocations',
          lines: [
            ofFunction(settings, 'sink', 'Errors', { label: 'sink failed' }),
            ofFunction(settings, 'sink', 'Throttles', { label: 'sink throttled' }),
            ofFunction(settings, 'redrive', 'Errors', { label: 'redrive failed' }),
            ofFunction(settings, 'ledger', 'Errors', { label: 'ledger failed' }),
          ],
        }),
        graph({
          title: 'Records held back for another delivery',
          unit: 'records',
          rightUnit: 'batches',
          lines: [
            ofSink(settings, null, 'held', { label: 'held' }),
            ofRedrive(settings, 'held', { label: 'held by redrives' }),
            ofSink(settings, null, 'breakerOpen', {
              label: 'breaker open (right)',
              yAxis: 'right',
            }),
          ],
        }),
        graph({
          title: 'Records that Lambda gave up',
          unit: 'count',
          lines: [
            ...total(settings, 'dropped', 'DroppedEventCount', { label: 'dropped for good' }),
            ...destination,
          ],
        }),
      ],
    },
    {
      height: 6,
      contents: [
        graph({
          title: 'Dead letters, filtered records',
          unit: 'records',
          lines: [
            ofSink(settings, null, 'deadLettered', { label: 'dead letters' }),
            ofRedrive(settings, 'deadLettered', { label: 'of redrives' }),
            ofSink(settings, null, 'filtered', { label: 'filtered' }),
          ],
        }),
        graph({
          title: "Errors of Lambda's pollers",
          unit: 'errors',
          lines: [
            ...total(settings, 'poll', 'PollingErrorCount', { label: 'polling' }),
            ...total(settings, 'invoke', 'InvokeErrorCount', { label: 'invoking' }),
            ...total(settings, 'commit', 'CommitErrorCount', { label: 'committing' }),
          ],
        }),
        graph({
          title: 'Transactions tried again, claims lost',
          unit: 'count',
          lines: [
            ofSink(settings, null, 'retries', { label: 'tried again' }),
            ofSink(settings, null, 'ledgerConflicts', { label: 'claims lost' }),
          ],
        }),
      ],
    },
  ]
}
