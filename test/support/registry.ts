import type { RegistryAccess } from '../../lib/registry/registry-access.ts'
import type { RegistryDoors } from '../../lib/registry/registry-client.ts'

/** Access without a login to the registries at these URLs. */
export function openAccess(...urls: readonly string[]): RegistryAccess {
  return { urls, login: null, ca: null, clientCertificate: null, clientKey: null }
}

/** Doors behind which time passes only by sleeping, and what was slept. */
export function stillDoors(
  budgetMs: number,
  random = () => 0.5,
): RegistryDoors & { readonly slept: readonly number[]; readonly remainingMs: () => number } {
  const slept: number[] = []
  const passed = () => slept.reduce((sum, ms) => sum + ms, 0)
  return {
    now: passed,
    random,
    sleep: async (ms) => {
      slept.push(ms)
    },
    slept,
    remainingMs: () => budgetMs - passed(),
  }
}
