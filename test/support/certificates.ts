import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A certificate and its private key. */
export interface Certified {
  /** PEM. */
  readonly key: string
  /** PEM. */
  readonly cert: string
}

export interface Authority extends Certified {
  /** A certificate that this authority vouches for. */
  issue(subject: Subject): Certified
}

export interface Subject {
  readonly commonName: string
  /** Names of hosts and IPv4 addresses. */
  readonly names?: readonly string[]
  /** YYYYMMDD; 2120 unless told. */
  readonly expires?: string
}

const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
} as const

/** DER of the object identifiers in use. */
const objectId = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  basicConstraints: '551d13',
  alternativeNames: '551d11',
} as const

interface Issuer {
  readonly commonName: string
  readonly privateKey: KeyObject
}

/** Makes an authority that vouches for itself (RFC 5280), without a tool; valid from 2020. */
export function createAuthority(subject: Subject): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const issuer = { commonName: subject.commonName, privateKey: keys.privateKey }
  return {
    key: keyText(keys.privateKey),
    cert: certificate(subject, keys.publicKey, issuer, [authorityMark()]),
    issue(other) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      return { key: keyText(privateKey), cert: certificate(other, publicKey, issuer, []) }
    },
  }
}

function certificate(
  { commonName, names = [], expires = '21200101' }: Subject,
  publicKey: KeyObject,
  issuer: Issuer,
  marks: readonly Buffer[],
): string {
  const algorithm = der(tag.sequence, oid('ecdsaWithSha256'))
  const extensions = names.length === 0 ? marks : [...marks, alternativeNames(names)]
  const body = der(
    tag.sequence,
    der(tag.version, der(tag.integer, Buffer.of(2))),
    der(tag.integer, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    distinguishedName(issuer.commonName),
    der(tag.sequence, time('20200101000000Z'), time(`${expires}000000Z`)),
    distinguishedName(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [der(tag.extensions, der(tag.sequence, ...extensions))]),
  )
  const signature = createSign('sha256').update(body).sign(issuer.privateKey)
  return pem(der(tag.sequence, body, algorithm, bits(signature)))
}

function distinguishedName(commonName: string): Buffer {
  const value = der(tag.utf8, Buffer.from(commonName))
  return der(tag.sequence, der(tag.set, der(tag.sequence, oid('commonName'), value)))
}

function authorityMark(): Buffer {
  const isAuthority = der(tag.sequence, der(tag.boolean, Buffer.of(0xff)))
  const critical = der(tag.boolean, Buffer.of(0xff))
  return der(tag.sequence, oid('basicConstraints'), critical, der(tag.octetString, isAuthority))
}

function alternativeNames(names: readonly string[]): Buffer {
  const dnsName = 0x82
  const ipAddress = 0x87
  const encoded = names.map((name) =>
    isIPv4(name)
      ? der(ipAddress, Buffer.from(name.split('.').map(Number)))
      : der(dnsName, Buffer.from(name)),
  )
  const list = der(tag.sequence, ...encoded)
  return der(tag.sequence, oid('alternativeNames'), der(tag.octetString, list))
}

function keyText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function der(type: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.of(type, body.length), body])
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex')
  return Buffer.concat([Buffer.of(type, 0x82), length, body])
}

function oid(name: keyof typeof objectId): Buffer {
  return der(tag.objectId, Buffer.from(objectId[name], 'hex'))
}

function time(text: string): Buffer {
  return der(tag.time, Buffer.from(text))
}

function bits(bytes: Buffer): Buffer {
  return der(tag.bitString, Buffer.of(0), bytes)
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
