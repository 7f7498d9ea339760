import { BlockList, isIP } from 'node:net';

/** Who can be reached at an address: anybody's machine, one of the own network, or one that is never a target. */
export type Reach = 'public' | 'private' | 'never';

type Range = readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'];

// Link-local addresses answer with a machine's secrets in most clouds; these others do so in some.
const never: readonly Range[] = [
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::254', 128, 'ipv6'],
];

// IANA's special-purpose registries: loopback, private, carrier-grade NAT, test nets, multicast, and the IPv6 ranges
// that wrap an IPv4 address (NAT64, 6to4, Teredo), which would lead around the ones above.
const own: readonly Range[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 16, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const neverList = listOf(never);
const ownList = listOf(own);

/** How far an IP address reaches; IPv4 addresses written as IPv6 count as what they are. */
export function reachOf(address: string): Reach {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (neverList.check(address, family)) return 'never';
  return ownList.check(address, family) ? 'private' : 'public';
}

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges) list.addSubnet(network, prefix, family);
  return list;
}
