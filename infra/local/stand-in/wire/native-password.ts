import { createHash, timingSafeEqual } from 'node:crypto'

export const nativePasswordPlugin = 'mysql_native_password'
export const scrambleBytes = 20

/** SHA1(password) XOR SHA1(scramble + SHA1(SHA1(password))); nothing for an empty password. */
export function nativePasswordToken(password: string, scramble: Buffer): Buffer {
  if (password === '') return Buffer.alloc(0)
  const once = sha1(Buffer.from(password))
  const mask = sha1(scramble, sha1(once))
  return Buffer.from(once.map((byte, index) => byte ^ (mask[index] ?? 0)))
}

export function passwordMatches(token: Buffer, password: string, scramble: Buffer): boolean {
  const expected = nativePasswordToken(password, scramble)
  return token.length === expected.length && timingSafeEqual(token, expected)
}

function sha1(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
