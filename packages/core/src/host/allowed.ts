import { isLoopback } from './loopback.ts';

/** The host of a URL without brackets, trailing dots and capitals. */
export function plainHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase();
}

/**
 * Whether a private host is one of those that the operator allows. All names of this machine are one: whoever allows
 * one of them has allowed the machine.
 */
export function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const allowed = allowedHosts.map(plainHost);
  return allowed.includes(host) || (isLoopback(host) && allowed.some(isLoopback));
}
