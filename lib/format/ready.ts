/** What `prepare` gives where there is nothing to wait for. */
export const READY: Promise<void> = Promise.resolve()
