import { isIP } from 'node:net';
import type { BothLanguages } from '../http/wording.ts';
import { type Reach, reachOf } from './address.ts';

const loopbackNames = /^(localhost|.+\.localhost)$/;

// Names that only a private network resolves; those of cloud metadata services are never a target.
const privateNames = /^([^.]+|.+\.(local|internal|lan|home\.arpa|intranet))$/;
const neverNames = /^(metadata|metadata\.goog|metadata\.google\.internal|instance-data(\..+)?)$/;

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
  return reachProblem(reachOfHost(host), host, allowedHosts);
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
      return isAllowed(host, allowedHosts)
        ? undefined
        : {
            en: `points into a private network; the operator can allow "${host}" in PARLEY_ALLOWED_HOSTS`,
            de: `zeigt in ein privates Netz; der Betreiber kann "${host}" in PARLEY_ALLOWED_HOSTS erlauben`,
          };
  }
}

/** The host of a URL without brackets, trailing dot and capitals. */
export function plainHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function reachOfHost(host: string): Reach {
  if (isIP(host) !== 0) return reachOf(host);
  if (neverNames.test(host)) return 'never';
  return loopbackNames.test(host) || privateNames.test(host) ? 'private' : 'public';
}

// All names of this machine are one: whoever allows one of them has allowed the machine.
function isAllowed(host: string, allowedHosts: readonly string[]): boolean {
  const allowed = allowedHosts.map(plainHost);
  return allowed.includes(host) || (isLoopback(host) && allowed.some(isLoopback));
}

function isLoopback(host: string): boolean {
  return loopbackNames.test(host) || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
