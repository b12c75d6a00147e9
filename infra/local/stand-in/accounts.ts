import { passwordMatches } from './wire/native-password.ts'

/** Who may log in at the proxy; passwords change while it runs, as when a secret is rotated. */
export interface Accounts {
  setPassword(user: string, password: string): void
  admits(user: string, token: Buffer, scramble: Buffer): boolean
}

export function createAccounts(): Accounts {
  const passwords = new Map<string, string>()
  return {
    setPassword(user, password) {
      passwords.set(user, password)
    },
    admits(user, token, scramble) {
      const password = passwords.get(user)
      return password !== undefined && passwordMatches(token, password, scramble)
    },
  }
}
