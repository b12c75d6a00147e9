import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

export interface SelfSigned {
  /** PEM. */
  readonly key: string
  /** PEM; it is its own authority. */
  readonly cert: string
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

/** A certificate for `localhost` and 127.0.0.1, valid from 2020 to 2120 (RFC 5280), made without a tool. */
export function selfSigned(commonName: string): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const algorithm = der(tag.sequence, oid('ecdsaWithSha256'))
  const name = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, oid('commonName'), der(tag.utf8, Buffer.from(commonName)))),
  )
  const body = der(
    tag.sequence,
    der(tag.version, der(tag.integer, Buffer.of(2))),
    der(tag.integer, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    der(tag.sequence, time('20200101000000Z'), time('21200101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(tag.extensions, der(tag.sequence, authority(), alternativeNames())),
  )
  const signature = createSign('sha256').update(body).sign(privateKey)
  const cert = der(tag.sequence, body, algorithm, bits(signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(cert),
  }
}

function authority(): Buffer {
  const isAuthority = der(tag.sequence, der(tag.boolean, Buffer.of(0xff)))
  const critical = der(tag.boolean, Buffer.of(0xff))
  return der(tag.sequence, oid('basicConstraints'), critical, der(tag.octetString, isAuthority))
}

function alternativeNames(): Buffer {
  const dnsName = 0x82
  const ipAddress = 0x87
  const names = der(
    tag.sequence,
    der(dnsName, Buffer.from('localhost')),
    der(ipAddress, Buffer.of(127, 0, 0, 1)),
  )
  return der(tag.sequence, oid('alternativeNames'), der(tag.octetString, names))
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
