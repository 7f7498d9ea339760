import { BlockList, isIP } from 'node:net';

/** Who can be reached at an address: anybody's machine, one of the own network, or one that is never a target. */
export type Reach = 'public' | 'private' | 'never';

type Range = readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'];

// Link-local addresses answer with a machine's secrets in most clouds; these others do so in some (Alibaba, Azure,
// Oracle; Amazon and Google over IPv6).
const never: readonly Range[] = [
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['168.63.129.16', 32, 'ipv4'],
  ['192.0.0.192', 32, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['fd20:ce::254', 128, 'ipv6'],
];

// IANA's special-purpose registries: loopback, private, carrier-grade NAT, test nets, multicast. Of IPv6 only 2000::/3 is
// the internet, and in it are ranges that wrap an IPv4 address (6to4, Teredo), which would lead around the ones above.
// IPv4 addresses mapped into IPv6 (::ffff:0:0/96) are left out: they count as what they are.
const own: readonly Range[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0:0', 96, 'ipv6'],
  ['64::', 16, 'ipv6'],
  ['100::', 8, 'ipv6'],
  ['200::', 7, 'ipv6'],
  ['400::', 6, 'ipv6'],
  ['800::', 5, 'ipv6'],
  ['1000::', 4, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
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
