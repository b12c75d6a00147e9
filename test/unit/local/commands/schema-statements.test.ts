import { expect, test } from 'vitest'
import { changesSchema } from '../../../../infra/local/commands/try/schema-statements.ts'

test.each([
  'CREATE TABLE IF NOT EXISTS `a` (`b` INT)',
  'create rowstore table a (b int)',
  '/* by the sink */ ALTER TABLE a ADD COLUMN c INT',
  '-- why\nDROP TABLE a',
  '  TRUNCATE TABLE a',
])('%s changes a schema', (sql) => {
  expect(changesSchema(sql)).toBe(true)
})

test.each([
  'SELECT 1',
  "INSERT INTO a VALUES ('CREATE TABLE')",
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE `create`",
  '/* CREATE TABLE x */ BEGIN',
  'CREATED',
  'CREATE TEMPORARY TABLE `kafka_staging_1` (`a` INT)',
  'drop temporary table `kafka_staging_1`',
])('%s does not', (sql) => {
  expect(changesSchema(sql)).toBe(false)
})
