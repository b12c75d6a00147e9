/** What the frames below hold: 30 000 lines, the numbers 0 to 99 again and again; two blocks. */
export const FRAMED_TEXT = Array.from({ length: 30_000 }, (_, n) => `${n % 100}\n`).join('')

/** Packed by lz4 1.9.4: `lz4 -9 -B4 -BD -BX --content-size`. Blocks that refer to the one before, all checksums, the size. */
export const LINKED_FRAME = Buffer.from(
  'BCJNGFxA2FMBAAAAAADjLQIAAP//FDAKMQoyCjMKNAo1CjYKNwo4CjkKMTAKMTEKMTIKMTMKMTQKMTUKMTYKMTcKMTgKMTkK' +
    'MjAKMjEKMjIKMjMKMjQKMjUKMjYKMjcKMjgKMjkKMzAKMzEKMzIKMzMKMzQKMzUKMzYKMzcKMzgKMzkKNDAKNDEKNDIKNDMK' +
    'NDQKNDUKNDYKNDcKNDgKNDkKNTAKNTEKNTIKNTMKNTQKNTUKNTYKNTcKNTgKNTkKNjAKNjEKNjIKNjMKNjQKNjUKNjYKNjcK' +
    'NjgKNjkKNzAKNzEKNzIKNzMKNzQKNzUKNzYKNzcKNzgKNzkKODAKODEKODIKODMKODQKODUKODYKODcKODgKODkKOTAKOTEK' +
    'OTIKOTMKOTQKOTUKOTYKOTcKOTgKOTkKIgH/////////////////////////////////////////////////////////////' +
    '////////////////////////////////////////////////////////////////////////////////////////////////' +
    '////////////////////////////////////////////////////////////////////////////////////////////////' +
    '///////////////////////////////////////////////////////////////////////////////////////FUDk3Cjk4' +
    '9P0TQF4AAAAPIgH/////////////////////////////////////////////////////////////////////////////////' +
    '//////////////////////////////8UUDgKOTkKZWFL2AAAAACPZ8Ch',
  'base64',
)

/** Packed by lz4 1.9.4: `lz4 -1 -B4 --no-frame-crc`. Blocks by themselves, no checksum but the header's. */
export const INDEPENDENT_FRAME = Buffer.from(
  'BCJNGGBAgi0CAAD//xQwCjEKMgozCjQKNQo2CjcKOAo5CjEwCjExCjEyCjEzCjE0CjE1CjE2CjE3CjE4CjE5CjIwCjIxCjIy' +
    'CjIzCjI0CjI1CjI2CjI3CjI4CjI5CjMwCjMxCjMyCjMzCjM0CjM1CjM2CjM3CjM4CjM5CjQwCjQxCjQyCjQzCjQ0CjQ1CjQ2' +
    'CjQ3CjQ4CjQ5CjUwCjUxCjUyCjUzCjU0CjU1CjU2CjU3CjU4CjU5CjYwCjYxCjYyCjYzCjY0CjY1CjY2CjY3CjY4CjY5Cjcw' +
    'CjcxCjcyCjczCjc0Cjc1Cjc2Cjc3Cjc4Cjc5CjgwCjgxCjgyCjgzCjg0Cjg1Cjg2Cjg3Cjg4Cjg5CjkwCjkxCjkyCjkzCjk0' +
    'Cjk1Cjk2Cjk3Cjk4Cjk5CiIB////////////////////////////////////////////////////////////////////////' +
    '////////////////////////////////////////////////////////////////////////////////////////////////' +
    '////////////////////////////////////////////////////////////////////////////////////////////////' +
    '////////////////////////////////////////////////////////////////////////////xVA5Nwo5OIABAAD//xQK' +
    'OTkKMAoxCjIKMwo0CjUKNgo3CjgKOQoxMAoxMQoxMgoxMwoxNAoxNQoxNgoxNwoxOAoxOQoyMAoyMQoyMgoyMwoyNAoyNQoy' +
    'NgoyNwoyOAoyOQozMAozMQozMgozMwozNAozNQozNgozNwozOAozOQo0MAo0MQo0Mgo0Mwo0NAo0NQo0Ngo0Nwo0OAo0OQo1' +
    'MAo1MQo1Mgo1Mwo1NAo1NQo1Ngo1Nwo1OAo1OQo2MAo2MQo2Mgo2Mwo2NAo2NQo2Ngo2Nwo2OAo2OQo3MAo3MQo3Mgo3Mwo3' +
    'NAo3NQo3Ngo3Nwo3OAo3OQo4MAo4MQo4Mgo4Mwo4NAo4NQo4Ngo4Nwo4OAo4OQo5MAo5MQo5Mgo5Mwo5NAo5NQo5Ngo5Nwo5' +
    'OCIB////////////////////////////////////////////////////////////////////////////////////////////' +
    '//////////////////BQOAo5OQoAAAAA',
  'base64',
)
