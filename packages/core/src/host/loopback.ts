/** Whether the name leads to this machine wherever it is resolved. */
export function isLoopbackName(host: string): boolean {
  return /^(localhost|.+\.localhost)$/.test(host);
}

/** Whether a host as `plainHost` writes it is this machine, by name or address. */
export function isLoopback(host: string): boolean {
  return isLoopbackName(host) || host === '::1' || /^127(\.\d+){3}$/.test(host);
}
