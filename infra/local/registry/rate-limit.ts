/** So many requests in each window of time, as Confluent Cloud limits an API key. */
export interface RateLimitOptions {
  readonly requests: number
  readonly windowMs: number
}

export interface RateVerdict {
  readonly allowed: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** Counts requests; `now` is a wall clock in milliseconds. */
export class RateLimit {
  readonly #options: RateLimitOptions
  readonly #now: () => number
  #windowStart = Number.NEGATIVE_INFINITY
  #count = 0

  constructor(options: RateLimitOptions, now: () => number) {
    this.#options = options
    this.#now = now
  }

  take(): RateVerdict {
    const { requests, windowMs } = this.#options
    const now = this.#now()
    if (now >= this.#windowStart + windowMs) {
      this.#windowStart = now
      this.#count = 0
    }
    this.#count += 1
    const allowed = this.#count <= requests
    const reset = String(Math.max(1, Math.ceil((this.#windowStart + windowMs - now) / 1000)))
    return {
      allowed,
      headers: {
        'x-ratelimit-limit': String(requests),
        'x-ratelimit-remaining': String(Math.max(0, requests - this.#count)),
        'x-ratelimit-reset': reset,
        ...(allowed ? {} : { 'retry-after': reset }),
      },
    }
  }
}
