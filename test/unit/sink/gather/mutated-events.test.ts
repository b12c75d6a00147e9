import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import { createPlainRecordFormat } from '../../../../lib/format/plain/plain-record-format.ts'
import { spanOf } from '../../../../lib/kafka/span.ts'
import { parseEvent } from '../../../../lib/lambda/event.ts'
import { RowEncoder } from '../../../../lib/singlestore/row-encoder.ts'
import { BadRecords } from '../../../../lib/sink/bad-records.ts'
import { encodeAsked } from '../../../../lib/sink/gather/encode-asked.ts'
import { landRecords } from '../../../../lib/sink/gather/land-records.ts'
import { Lessons } from '../../../../lib/sink/lessons.ts'
import { PLAIN_MAPPING } from '../../../../lib/table/mapping-rules.ts'
import { expectNamedError } from '../../fuzz/marker.ts'
import { mutatedEvents } from '../../fuzz/mutated-events.ts'
import { columns } from '../../fuzz/record-values.ts'
import { table } from '../../singlestore/build-column.ts'
import { rowFormat } from '../row-format.ts'

const keyed = { ...table(...columns), uniqueKeys: [['id']] }
const changes = {
  upsert: true,
  deletes: true,
  truncates: true,
  version: { byTable: new Map(), otherwise: null },
}

test.each(['none', 'all'] as const)(
  'with tolerance %s, each record of a mutated event becomes operations, is filtered or is a named fault',
  (tolerance) => {
    const encoder = new RowEncoder(keyed)
    const catalog = { table: () => keyed, encoder: () => encoder }
    const parts = {
      format: rowFormat('auto'),
      keyFormat: createPlainRecordFormat(createFormat('string'), 'key'),
      mapping: PLAIN_MAPPING,
      changes,
      route: { tableNames: new Map(), byField: null },
      transform: null,
    }
    let operations = 0
    fc.assert(
      fc.property(mutatedEvents, (event) => {
        const lessons = new Lessons()
        let letters: BadRecords['letters'] = []
        try {
          const { batches } = parseEvent(event)
          const bad = new BadRecords(tolerance, lessons.faults, batches)
          const remainders = batches.map(({ records }) => ({
            spans: [spanOf(records)],
            repeated: 0,
          }))
          const { landings } = landRecords(remainders, { parts, lessons, bad })
          const works = encodeAsked(landings, { catalog, changes }, (error, { record }) =>
            bad.add(error, record, 'map'),
          )
          for (const work of works) operations += work.operations.length
          letters = bad.letters
        } catch (error) {
          expectNamedError(error)
        }
        for (const { error } of [...lessons.faults.all(), ...letters]) expectNamedError(error)
      }),
      { numRuns: 500 },
    )
    expect(operations).toBeGreaterThan(10)
  },
  120_000,
)
