import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { areCertificates, areKeyPair, isPrivateKey, parseTlsMode } from '../../../lib/config/tls.ts'
import { selfSigned } from './self-signed.ts'

test.each([
  ['verify-full', 'verify-full'],
  ['VERIFY_IDENTITY', 'verify-full'],
  ['true', 'verify-full'],
  ['Verify-CA', 'verify-ca'],
  ['VERIFY_CA', 'verify-ca'],
  ['disable', 'disabled'],
  ['DISABLED', 'disabled'],
  ['trust', 'required'],
  ['REQUIRED', 'required'],
  ['PREFERRED', 'opportunistic'],
  ['', null],
  ['constructor', null],
])('the word %s means %s', (word, mode) => {
  expect(parseTlsMode(word)).toBe(mode)
})

test('one certificate or several are taken, damaged ones and other texts are not', () => {
  const { certificate, key } = selfSigned('a')
  expect(areCertificates(certificate)).toBe(true)
  expect(areCertificates(`Root\n${certificate}\n${selfSigned('b').certificate}`)).toBe(true)
  expect(areCertificates(certificate.replace('MI', 'XX'))).toBe(false)
  expect(areCertificates(`${certificate}${certificate.replace('MI', 'XX')}`)).toBe(false)
  expect(areCertificates(key)).toBe(false)
  expect(areCertificates('')).toBe(false)
})

test('a private key is taken only where no passphrase locks it', () => {
  const { certificate, key } = selfSigned('a')
  const locked = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { format: 'pem', type: 'spki' },
    privateKeyEncoding: { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p' },
  }).privateKey
  expect(isPrivateKey(key)).toBe(true)
  expect(isPrivateKey(locked)).toBe(false)
  expect(isPrivateKey(certificate)).toBe(false)
})

test('a certificate and the key of another are no pair', () => {
  const [one, other] = [selfSigned('a'), selfSigned('b')]
  expect(areKeyPair(one.certificate, one.key)).toBe(true)
  expect(areKeyPair(one.certificate, other.key)).toBe(false)
})
