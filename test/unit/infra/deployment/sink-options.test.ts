import { describe, expect, test } from 'vitest'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { mskSettings } from '../../../support/settings.ts'
import { judge, msk, noFile } from './given.ts'

describe('options of the sink among the parameters', () => {
  test('become variables of the functions', () => {
    const { settings, faults } = judge({
      ...msk,
      SINK_UPSERT: true,
      SINK_TABLE_KEYS: 'PRIMARY=id',
      SINK_MAX_RETRIES: 3,
      SINK_KEY_COLUMNS: ['id', 'name'],
      SINK_FILTER: null,
    })
    expect(faults).toEqual([])
    expect(settings.environment).toEqual({
      ...mskSettings().environment,
      SINK_UPSERT: 'true',
      SINK_TABLE_KEYS: 'PRIMARY=id',
      SINK_MAX_RETRIES: '3',
      SINK_KEY_COLUMNS: 'id,name',
    })
  })

  test.each<[string, Given, RegExp]>([
    ['a name that is none', { SINK_VALU_FORMAT: 'avro' }, /SINK_VALU_FORMAT.+SINK_VALUE_FORMAT/],
    ['a value that is none', { SINK_VALUE_FORMAT: 'arvo' }, /SINK_VALUE_FORMAT/],
    ['what does not go together', { SINK_VERSION_COLUMN: 'v' }, /SINK_VERSION_COLUMN/],
    ['what a parameter says', { SINK_NAME: 'other' }, /^SINK_NAME: give sink-name instead$/],
    ['what the doctor is told', { SINK_FUNCTION_NAME: 'f' }, /the deployment sets it itself/],
    [
      'a file that is not bundled',
      { SINK_PROPERTIES_FILE: 'sink.properties' },
      /SINK_PROPERTIES_FILE/,
    ],
    [
      'more than Lambda takes',
      { SINK_TABLE_NAMES: Array.from({ length: 300 }, (_, i) => `topic${i}=table${i}`).join(';') },
      /have \d+ bytes, and Lambda takes 4096.+SINK_PROPERTIES_FILE/,
    ],
  ])('are judged as the sink will judge them: %s', (_, given, fault) => {
    const { faults } = judge({ ...msk, ...given })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(fault)
  })

  test('may stand in a file beside the code', () => {
    const file = (text: string) =>
      judge({ ...msk, SINK_PROPERTIES_FILE: 'sink.properties' }, (path) =>
        path === 'sink.properties' ? text : noFile(path),
      )
    expect(file('auto.create=false').faults).toEqual([])
    expect(file('auto.create=perhaps').faults.join()).toContain('auto.create')
  })

  test('that are secrets are warned of, and no message tells them', () => {
    const { warnings, faults } = judge({
      ...msk,
      SINGLESTORE_PASSWORD: 'hunter2',
      SINK_REGISTRY_PASSWORD: 'hunter3',
    })
    expect(warnings.filter((text) => text.includes('plain text'))).toHaveLength(2)
    expect(warnings.join('\n')).toMatch(
      /SINGLESTORE_PASSWORD .+singlestore-secret-arn names\n.*SINK_REGISTRY_PASSWORD .+registry-secret-arn names/,
    )
    expect([...warnings, ...faults].join('\n')).not.toContain('hunter')
    const wrong = judge({
      ...msk,
      'broker-secret-arn': 'hunter2',
      'singlestore-endpoint': 'mysql://sink:hunter2@host',
      'pass-word': 'hunter2',
    })
    expect(wrong.faults.join('\n')).toMatch(
      /singlestore-endpoint=…@host is not.+broker-secret-arn is not/s,
    )
    expect(wrong.faults.join('\n')).not.toContain('hunter')
  })
})
