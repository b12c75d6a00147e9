import { expect, test } from 'vitest'
import { loadData } from '../../../../lib/singlestore/dialect/load-data.ts'

test('text columns are loaded as they are', () => {
  expect(
    loadData('orders', [
      { name: 'id', as: 'text' },
      { name: 'note', as: 'text' },
    ]),
  ).toBe(
    "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE `orders` CHARACTER SET utf8mb4 " +
      "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (`id`, `note`)",
  )
})

test('base64 columns pass through variables, each its own', () => {
  expect(
    loadData('t', [
      { name: 'a', as: 'base64' },
      { name: 'id', as: 'text' },
      { name: 'b', as: 'base64' },
    ]),
  ).toBe(
    "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE `t` CHARACTER SET utf8mb4 " +
      "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (@v0, `id`, @v2) " +
      'SET `a` = FROM_BASE64(@v0), `b` = FROM_BASE64(@v2)',
  )
})

test('a single column is followed by a second field, or an empty text would be an empty line', () => {
  expect(loadData('t', [{ name: 'data', as: 'text' }])).toMatch(/ \(`data`, @end\)$/)
  expect(loadData('t', [{ name: 'data', as: 'base64' }])).toMatch(
    / \(@v0, @end\) SET `data` = FROM_BASE64\(@v0\)$/,
  )
})

test('a row whose key is taken is written over only where that is asked for', () => {
  expect(loadData('t', [{ name: 'a', as: 'text' }], 'replace')).toMatch(
    /^LOAD DATA LOCAL INFILE '###\.tsv' REPLACE INTO TABLE `t` /,
  )
})

test('nothing tells the server to pass over a bad row', () => {
  expect(loadData('t', [{ name: 'a', as: 'text' }])).not.toMatch(/REPLACE|IGNORE|SKIP|MAX_ERRORS/)
})

test('hostile names stay names', () => {
  expect(
    loadData('t` SET x = 1; --', [
      { name: "a`) SET `b` = 'x'", as: 'base64' },
      { name: '@v0', as: 'text' },
    ]),
  ).toBe(
    "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE `t`` SET x = 1; --` CHARACTER SET utf8mb4 " +
      "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (@v0, `@v0`) " +
      "SET `a``) SET ``b`` = 'x'` = FROM_BASE64(@v0)",
  )
})

test.each([
  ['skip', '###.tsv'],
  ['gzip', '###.gz'],
  ['lz4', '###.lz4'],
] as const)('rows packed by %s are asked for as %s', (compression, fileName) => {
  expect(loadData('t', [], 'replace', { filter: null, compression })).toMatch(
    new RegExp(`^LOAD DATA LOCAL INFILE '${fileName}' REPLACE INTO TABLE \`t\` `),
  )
})

test('a filter stands behind everything, and may end in a comment', () => {
  expect(
    loadData(
      'orders',
      [
        { name: 'id', as: 'text' },
        { name: 'raw', as: 'base64' },
      ],
      'refuse',
      { filter: 'id > 1 OR raw IS NULL -- as agreed', compression: 'skip' },
    ),
  ).toBe(
    "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE `orders` CHARACTER SET utf8mb4 " +
      "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (`id`, @v1) " +
      'SET `raw` = FROM_BASE64(@v1) WHERE (id > 1 OR raw IS NULL -- as agreed\n)',
  )
})
