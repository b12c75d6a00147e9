import { describe, expect, test } from 'vitest'
import type { Config } from '../../../lib/config.ts'
import { INSERTS_ONLY } from '../../../lib/table/change-rules.ts'
import { faultsOf, givenConfig } from './given-config.ts'

type Environment = Readonly<Record<string, string>>

describe('changes, loading and evolution are given as variable or as property', () => {
  test.each<[Environment, string, Partial<Config>]>([
    [
      { SINK_UPSERT: 'true' },
      'singlestore.upsert=True',
      { changes: { ...INSERTS_ONLY, upsert: true } },
    ],
    [
      { SINK_DELETE_ENABLED: 'true' },
      'delete.enabled=true',
      { changes: { ...INSERTS_ONLY, deletes: true } },
    ],
    [
      { SINK_TRUNCATE_ENABLED: 'true' },
      'truncate.enabled=true',
      { changes: { ...INSERTS_ONLY, truncates: true } },
    ],
    [
      { SINK_UPSERT: 'true', SINK_VERSION_COLUMN: 'orders=lsn; `up;dated`' },
      'singlestore.upsert=true\nsinglestore.versionColumn=orders=lsn; `up;dated`',
      {
        changes: {
          ...INSERTS_ONLY,
          upsert: true,
          version: { byTable: new Map([['orders', 'lsn']]), otherwise: 'up;dated' },
        },
      },
    ],
    [
      { SINK_UPSERT: 'true', SINK_VERSION_COLUMN: '`v,w`' },
      'singlestore.upsert=true\nsinglestore.versionColumn=`v,w`',
      {
        changes: {
          ...INSERTS_ONLY,
          upsert: true,
          version: { byTable: new Map(), otherwise: 'v,w' },
        },
      },
    ],
    [
      { SINK_FILTER: " amount > 0 AND kind = ';' " },
      "singlestore.filter=amount > 0 AND kind = ';'",
      { loading: { filter: "amount > 0 AND kind = ';'", compression: 'skip' } },
    ],
    [
      { SINK_LOAD_DATA_COMPRESSION: 'gzip' },
      'singlestore.loadDataCompression=GZip',
      { loading: { filter: null, compression: 'gzip' } },
    ],
    [
      { SINK_LOAD_DATA_COMPRESSION: 'LZ4' },
      'singlestore.loadDataCompression=LZ4',
      { loading: { filter: null, compression: 'lz4' } },
    ],
    [{ SINK_SCHEMA_EVOLUTION: 'add' }, 'auto.evolve=true', { evolution: 'add' }],
    [{ SINK_SCHEMA_EVOLUTION: 'NONE' }, 'auto.evolve=False', { evolution: 'none' }],
  ])('%j', (environment, properties, expected) => {
    const usual = givenConfig({})
    expect(givenConfig(environment)).toEqual({ ...usual, ...expected })
    expect(givenConfig({}, properties)).toEqual({ ...usual, ...expected })
  })

  test('upsert and deletes go without the ledger', () => {
    const environment = { SINK_UPSERT: 'true', SINK_DELETE_ENABLED: 'true' }
    expect(faultsOf({ ...environment, SINK_METADATA_ALLOW: 'false' })).toEqual([])
  })

  test('truncations go without deletes', () => {
    expect(faultsOf({ SINK_TRUNCATE_ENABLED: 'true', SINK_DELETE_ENABLED: 'false' })).toEqual([])
  })
})

describe('what cannot be is refused', () => {
  test.each<[Environment, string]>([
    [{ SINK_VERSION_COLUMN: 'v' }, 'needs upsert'],
    [{ SINK_VERSION_COLUMN: 'v', SINK_DELETE_ENABLED: 'true' }, 'set SINK_UPSERT=true'],
    [{ SINK_VERSION_COLUMN: 'v;w', SINK_UPSERT: 'true' }, 'speaks of all other tables twice'],
    [{ SINK_VERSION_COLUMN: 'v,w', SINK_UPSERT: 'true' }, 'wants one column for a table'],
    [{ SINK_VERSION_COLUMN: 't=v,w', SINK_UPSERT: 'true' }, 'wants one column for a table'],
    [{ SINK_VERSION_COLUMN: 't=', SINK_UPSERT: 'true' }, 'the version column is empty'],
    [{ SINK_UPSERT: 'yes' }, 'SINK_UPSERT (property singlestore.upsert): wants true or false'],
    [{ SINK_SCHEMA_EVOLUTION: 'drop' }, 'wants none or add'],
    [{ SINK_LOAD_DATA_COMPRESSION: 'zstd' }, 'wants skip, gzip or lz4'],
    [{ SINK_FILTER: 'a = 1; DROP TABLE t' }, 'position 6: a semicolon'],
  ])('%j', (environment, fault) => {
    expect(faultsOf(environment)).toEqual([expect.stringContaining(fault)])
  })
})
