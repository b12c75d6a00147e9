import { expect, test } from 'vitest'
import { parseEndpoint, parseEndpoints } from '../../../lib/config/endpoint.ts'

test.each([
  ['db.example.com', 'db.example.com', 3306],
  [' db.example.com:3333 ', 'db.example.com', 3333],
  ['10.0.0.7:1', '10.0.0.7', 1],
  ['[2001:db8::7]:65535', '2001:db8::7', 65_535],
  ['[::1]', '::1', 3306],
])('%s is an endpoint', (text, host, port) => {
  expect(parseEndpoint(text)).toEqual({ host, port })
})

test.each([
  '',
  ':3306',
  'host:',
  'host:0',
  'host:65536',
  'host:123456',
  'host:mysql',
  'mysql://user:password@host:3306/',
  'jdbc:singlestore://host/',
  'user@host',
  'host/database',
  '2001:db8::7',
  '[::1',
  'two hosts',
  'a,b',
  'a;b',
])('%s is none', (text) => {
  expect(parseEndpoint(text)).toBeNull()
})

test('a list of endpoints is separated by commas, and one bad one spoils it', () => {
  expect(parseEndpoints('a, b:1,[::1]:2')).toEqual([
    { host: 'a', port: 3306 },
    { host: 'b', port: 1 },
    { host: '::1', port: 2 },
  ])
  expect(parseEndpoints('a,,b')).toBeNull()
})
