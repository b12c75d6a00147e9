/** What a list of registries is to look like, for messages. */
const shape = 'http(s)://host[:port][/path], several by comma'

/** The base URLs of a registry without a slash at the end, or what is wrong with the text: a fault that quotes nothing of it. */
export function parseRegistryUrls(
  text: string,
): { readonly urls: readonly string[] } | { readonly fault: string } {
  const urls: string[] = []
  for (const part of text.split(',').map((item) => item.trim())) {
    if (!/^https?:\/\//i.test(part) || !URL.canParse(part)) return { fault: `wants ${shape}` }
    const { username, password, search, hash, origin, pathname } = new URL(part)
    if (username !== '' || password !== '') {
      return {
        fault:
          'a user or a password in the URL is refused, for URLs stand in messages; set SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD, or put them into the secret SINK_REGISTRY_SECRET_ID',
      }
    }
    if (search !== '' || hash !== '') return { fault: `wants ${shape}, without ? and #` }
    urls.push(origin + pathname.replace(/\/+$/, ''))
  }
  return { urls }
}
