/** How much a cache holds before it forgets everything and begins again. */
interface CacheLimits {
  readonly entries: number
  readonly characters: number
}

/** As many schemas as Connect's converter keeps; the characters bound the memory that schemas made per record take. */
export const CACHE_LIMITS: CacheLimits = { entries: 1000, characters: 16_777_216 }
