import { type Certified, createAuthority } from './certificates.ts'

/** A certificate for `localhost` and 127.0.0.1 that is its own authority. */
export function selfSigned(commonName: string): Certified {
  const { key, cert } = createAuthority({ commonName, names: ['localhost', '127.0.0.1'] })
  return { key, cert }
}
