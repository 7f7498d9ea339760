// Names that only a private network or this machine resolves.
const privateName = /^([^.]+|.+\.(localhost|local|internal|lan|intranet|home\.arpa))$/;

/**
 * Whether Meta can fetch a file at the link, by its form alone: https, no password, no private name or address. The
 * name is never resolved and the link never fetched here, so that nobody can have the gateway look around for them.
 */
export function isPublicHttps(link: string): boolean {
  if (/\s/.test(link) || !URL.canParse(link)) return false;
  const { protocol, hostname, username, password } = new URL(link);
  if (protocol !== 'https:' || username !== '' || password !== '') return false;
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1));
  // Addresses in one number, octal or hexadecimal are written with dots here: the URL has been read.
  if (/^\d+(\.\d+){3}$/.test(host)) return isPublicIpv4(host.split('.').map(Number));
  return !privateName.test(host);
}

// IANA's special-purpose registry.
function isPublicIpv4([a = 0, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100) return !(b >= 64 && b < 128) && !(b === 100 && c === 100 && d === 200);
  if (a === 168 && b === 63) return !(c === 129 && d === 16);
  if (a === 169) return b !== 254;
  if (a === 172) return !(b >= 16 && b < 32);
  if (a === 192) return b !== 168 && !(b === 0 && (c === 0 || c === 2)) && !(b === 88 && c === 99);
  if (a === 198) return b !== 18 && b !== 19 && !(b === 51 && c === 100);
  return !(a === 203 && b === 0 && c === 113);
}

// Only 2000::/3 is the internet; in it are documentation, and ranges that wrap an IPv4 address (Teredo, 6to4).
function isPublicIpv6(address: string): boolean {
  const [first, second] = address.split(':').map((part) => Number.parseInt(part || '0', 16));
  if (first === undefined || second === undefined || first < 0x2000 || first > 0x3fff) return false;
  if (first === 0x2001) return second > 0x1ff && second !== 0xdb8;
  return first !== 0x2002 && !(first === 0x3fff && second < 0x1000);
}
