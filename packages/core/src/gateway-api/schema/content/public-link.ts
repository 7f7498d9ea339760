/** Whether Meta can fetch the link, by its form: the gateway never resolves or fetches it. */
export function isPublicHttps(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname, username } = new URL(link);
  if (protocol !== 'https:' || username !== '') return false;
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  return (
    hostname !== 'localhost' && !hostname.endsWith('.localhost') && (!isAddress || isPublicAddress(hostname))
  );
}

/** What is said of a link that is refused. */
export const NOT_PUBLIC = 'must be an https link that Meta can reach';

function isPublicAddress(host: string): boolean {
  if (host.startsWith('[')) return !/^\[(::1?\]|::ffff:|f[cd]|fe[89ab])/i.test(host);
  return !/^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
    host,
  );
}
