import { describe, expect, test } from 'vitest'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { faultsOf, givenConfig } from './given-config.ts'

type Environment = Readonly<Record<string, string>>

describe('the mapping is given as variable or as property', () => {
  test.each<[string, Environment, string, object]>([
    [
      'columns to fields, in the order they are given',
      { SINK_COLUMN_TO_FIELD: 'orders.id = order.id; orders.City=a.`b.c`.d; `a.b`.`c``d`=`x=y;z`' },
      [
        'singlestore.columnToField.orders.id=order.id',
        'singlestore.columnToField.orders.City=a.`b.c`.d',
        'singlestore.columnToField.`a.b`.`c``d`=`x=y;z`',
      ].join('\n'),
      {
        columnToField: new Map([
          [
            'orders',
            new Map([
              ['id', ['order', 'id']],
              ['City', ['a', 'b.c', 'd']],
            ]),
          ],
          ['a.b', new Map([['c`d', ['x=y;z']]])],
        ]),
      },
    ],
    [
      'the whitelist, exactly as it is written',
      { SINK_FIELDS_WHITELIST: 'id, Name ,`a,b`,``' },
      'fields.whitelist=id, Name ,`a,b`,``',
      { whitelist: new Set(['id', 'Name', 'a,b', '']) },
    ],
    [
      'extra columns',
      { SINK_EXTRA_COLUMNS: 'topic, PARTITION, offset=`pos,1`, timestamp=at, key, headers' },
      'singlestore.extraColumns=topic, PARTITION, offset=`pos,1`, timestamp=at, key, headers',
      {
        extraColumns: [
          { part: 'topic', column: 'kafka_topic' },
          { part: 'partition', column: 'kafka_partition' },
          { part: 'offset', column: 'pos,1' },
          { part: 'timestamp', column: 'at' },
          { part: 'key', column: 'kafka_key' },
          { part: 'headers', column: 'kafka_headers' },
        ],
      },
    ],
    [
      'key columns of all tables',
      { SINK_KEY_COLUMNS: 'tenant, id' },
      'singlestore.keyColumns=tenant, id',
      { keyColumns: { byTable: new Map(), otherwise: ['tenant', 'id'] } },
    ],
    [
      'key columns of single tables and all others',
      { SINK_KEY_COLUMNS: 'orders=tenant,id; `id`; `a;b`=`c=d`' },
      'singlestore.keyColumns=orders=tenant,id; `id`; `a;b`=`c=d`',
      {
        keyColumns: {
          byTable: new Map([
            ['orders', ['tenant', 'id']],
            ['a;b', ['c=d']],
          ]),
          otherwise: ['id'],
        },
      },
    ],
  ])('%s', (_, environment, properties, expected) => {
    expect(givenConfig(environment).mapping).toEqual({ ...PLAIN_MAPPING, ...expected })
    expect(givenConfig({}, properties).mapping).toEqual({ ...PLAIN_MAPPING, ...expected })
  })

  test('the environment replaces all columns of the properties', () => {
    const properties = 'singlestore.columnToField.a.b=c'
    const { mapping } = givenConfig({ SINK_COLUMN_TO_FIELD: 'd.e=f' }, properties)
    expect([...mapping.columnToField.keys()]).toEqual(['d'])
  })
})

describe('a mapping that cannot be is refused', () => {
  test.each<[Environment, string]>([
    [{ SINK_COLUMN_TO_FIELD: 'id=a' }, 'the name of a table, a dot and the name of a column'],
    [{ SINK_COLUMN_TO_FIELD: 'a.b.c=d' }, 'a name that holds a dot is back-quoted'],
    [{ SINK_COLUMN_TO_FIELD: 'a.b' }, 'pair 1 wants table.column=field'],
    [{ SINK_COLUMN_TO_FIELD: 'a.b=c..d' }, 'the field of column "b" wants names joined by dots'],
    [{ SINK_COLUMN_TO_FIELD: 'a.b=' }, 'the field of column "b" wants names joined by dots'],
    [{ SINK_COLUMN_TO_FIELD: 'a.b=c; a.B=d' }, 'fills column "B" of "a" twice'],
    [{ SINK_COLUMN_TO_FIELD: 'a.`b `=c' }, 'the column, "b ", ends with a space'],
    [{ SINK_COLUMN_TO_FIELD: '``.b=c' }, 'the table is empty or wrongly quoted'],
    [{ SINK_FIELDS_WHITELIST: 'a,,b' }, 'field 2 is empty or wrongly quoted'],
    [{ SINK_FIELDS_WHITELIST: 'a,`b' }, 'wants field[,field]'],
    [{ SINK_EXTRA_COLUMNS: 'topic, ofset' }, 'entry 2 wants one of topic, partition, offset'],
    [{ SINK_EXTRA_COLUMNS: 'topic, topic=b' }, 'names topic twice'],
    [{ SINK_EXTRA_COLUMNS: 'topic=a, offset=A' }, 'fills column "A" twice'],
    [{ SINK_EXTRA_COLUMNS: 'topic=' }, 'the column of topic is empty'],
    [{ SINK_EXTRA_COLUMNS: 'topic=`a' }, 'a back-quote is not closed'],
    [
      { SINK_EXTRA_COLUMNS: 'topic', SINK_COLUMN_TO_FIELD: 'a.Kafka_Topic=b' },
      'SINK_COLUMN_TO_FIELD (property singlestore.columnToField) fills column "kafka_topic", too',
    ],
    [
      { SINK_EXTRA_COLUMNS: 'key=id', SINK_KEY_COLUMNS: 'a=ID' },
      'SINK_KEY_COLUMNS (property singlestore.keyColumns) fills column "id", too',
    ],
    [{ SINK_KEY_COLUMNS: 'a,A' }, 'names "A" twice'],
    [{ SINK_KEY_COLUMNS: 'a; b' }, 'speaks of all other tables twice'],
    [{ SINK_KEY_COLUMNS: 't=a; t=b' }, 'names table "t" twice'],
    [{ SINK_KEY_COLUMNS: 't=a=b' }, 'wants column[,column], or table=column[,column]'],
    [{ SINK_KEY_COLUMNS: 't=' }, 'the column 1 is empty'],
  ])('%j', (environment, fault) => {
    expect(faultsOf(environment)).toEqual([expect.stringContaining(fault)])
    expect(faultsOf(environment)[0]).toMatch(/^SINK_[A-Z_]+ \(property \S+\)/)
  })
})
