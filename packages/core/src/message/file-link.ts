import { isAllowedHost, plainHost, reachOf } from '../host/index.ts';

/**
 * Whether a link to a file has the form of one: https without a password, or http as well into a private network,
 * where there are no certificates; whether that is allowed is asked by `deniedHostOf`. Link-local and metadata
 * addresses are never linked to. The name is never resolved and the link never fetched here, so that nobody can have
 * the gateway look around for them.
 */
export function isFileLink(link: string): boolean {
  if (/\s/.test(link) || !URL.canParse(link)) return false;
  const { protocol, username, password } = new URL(link);
  if (username !== '' || password !== '') return false;
  switch (reachOf(hostOf(link))) {
    case 'public':
      return protocol === 'https:';
    case 'private':
      return protocol === 'https:' || protocol === 'http:';
    case 'never':
      return false;
  }
}

/** The private host that a link to a file names and nobody has allowed; undefined where there is none. */
export function deniedHostOf(link: string, allowedHosts: readonly string[]): string | undefined {
  const host = hostOf(link);
  return reachOf(host) === 'private' && !isAllowedHost(host, allowedHosts) ? host : undefined;
}

/** The host that a well-formed link names. */
export function hostOf(link: string): string {
  return plainHost(new URL(link).hostname);
}
