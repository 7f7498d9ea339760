import { isAllowedHost, plainHost, type Reach, reachOf } from '@parley/core/host';
import type { BothLanguages } from '../http/wording.ts';

/** Why events may not be posted to this URL, in words for whoever gave it; undefined when they may. */
export function targetProblem(url: string, allowedHosts: readonly string[]): BothLanguages | undefined {
  const { protocol, username, password, hostname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    return { en: 'must be an http or https URL', de: 'muss eine URL mit http oder https sein' };
  if (username !== '' || password !== '')
    return {
      en: 'must not contain a user name or password; deliveries are signed, check the signature instead',
      de: 'darf keinen Benutzernamen und kein Passwort enthalten; Zustellungen sind signiert, prüfen Sie die Signatur',
    };
  const host = plainHost(hostname);
  return reachProblem(reachOf(host), host, allowedHosts);
}

/** Whether a host's address may be reached; `host` is what the URL names, which private targets are allowed by. */
export function reachProblem(
  reach: Reach,
  host: string,
  allowedHosts: readonly string[],
): BothLanguages | undefined {
  switch (reach) {
    case 'public':
      return undefined;
    case 'never':
      return {
        en: 'points to a link-local or metadata address, which is never a target',
        de: 'zeigt auf eine Link-Local- oder Metadaten-Adresse, die nie ein Ziel ist',
      };
    case 'private':
      return isAllowedHost(host, allowedHosts) ? undefined : privateHost(host);
  }
}

/** What is said of a private host that nobody has allowed. */
export function privateHost(host: string): BothLanguages {
  return {
    en: `points into a private network; the operator can allow "${host}" in PARLEY_ALLOWED_HOSTS`,
    de: `zeigt in ein privates Netz; der Betreiber kann "${host}" in PARLEY_ALLOWED_HOSTS erlauben`,
  };
}
