/**
 * The subject as the registry is to be asked for it: one that names no context is of its referrer's
 * (`:.context:subject`, https://docs.confluent.io/cloud/current/sr/fundamentals/schema-contexts.html).
 */
export function inContextOf(referrer: string | null, subject: string): string {
  if (/^:(?:\.[^:]*|\*):/.test(subject)) return subject
  const context = referrer === null ? null : /^:\.[^:]*:/.exec(referrer)
  return context === null ? subject : context[0] + subject
}
