/** An IP address as its groups of 16 bits: two of IPv4, eight of IPv6. */
export type Address = readonly number[];

/** Reads an IP address in any form that a URL takes; undefined for a name. */
export function readAddress(host: string): Address | undefined {
  if (/^\d+(\.\d+){3}$/.test(host)) return ipv4Groups(host.split('.').map(Number));
  // The zone says by which network card a link-local address is reached, and is none of the address.
  const [address = ''] = host.split('%');
  if (!address.includes(':') || !URL.canParse(`http://[${address}]`)) return undefined;
  // A URL writes every form of an IPv6 address in one way, with at most one gap.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [front, back] = written.split('::').map(groupsOf);
  if (!front || !back) return front;
  return [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
}

/** The bits that an address begins with. */
export type Range = { readonly groups: Address; readonly prefix: number };

/** Reads a range such as `10.0.0.0/8`. */
export function readRange(text: string): Range {
  const [network = '', prefix] = text.split('/');
  const groups = readAddress(network) ?? [];
  return { groups, prefix: prefix === undefined ? groups.length * 16 : Number(prefix) };
}

/** Whether the address is one of the range; one of IPv4 never is of an IPv6 range. */
export function isWithin(address: Address, { groups, prefix }: Range): boolean {
  return (
    groups.length === address.length &&
    groups.every((group, index) => {
      const bits = Math.min(Math.max(prefix - index * 16, 0), 16);
      return (group ^ (address[index] ?? 0)) >> (16 - bits) === 0;
    })
  );
}

function ipv4Groups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Address {
  return [a * 256 + b, c * 256 + d];
}

function groupsOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}
