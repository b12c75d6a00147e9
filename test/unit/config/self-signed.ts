import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that vouches for itself, and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

const ed25519 = der(0x30, der(0x06, Buffer.from([0x2b, 0x65, 0x70])))

/** Makes a new pair, valid from 2020 to 2049: Node can read certificates but not make them. */
export function selfSigned(commonName: string): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const nameType = der(0x06, Buffer.from([0x55, 0x04, 0x03]))
  const name = der(0x30, der(0x31, der(0x30, nameType, der(0x0c, Buffer.from(commonName)))))
  const validity = der(
    0x30,
    der(0x17, Buffer.from('200101000000Z')),
    der(0x17, Buffer.from('491231235959Z')),
  )
  const subjectKey = publicKey.export({ format: 'der', type: 'spki' })
  const serial = der(0x02, Buffer.from([1]))
  const body = der(0x30, serial, ed25519, name, validity, name, subjectKey)
  const signature = der(0x03, Buffer.from([0]), sign(null, body, privateKey))
  const base64 = der(0x30, body, ed25519, signature).toString('base64')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** One element of ASN.1 in its DER encoding, shorter than 64 KiB. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents)
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
