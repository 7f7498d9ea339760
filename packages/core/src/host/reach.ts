import { type Address, isWithin, readAddress, readRange } from './address.ts';
import { isLoopbackName } from './loopback.ts';

/** Who can be reached at a host: anybody's machine, one of the own network, or one that is never a target. */
export type Reach = 'public' | 'private' | 'never';

// Link-local addresses answer with a machine's secrets in most clouds; these others do so in some (Alibaba, Azure,
// Oracle; Amazon and Google over IPv6).
const never = [
  '169.254.0.0/16',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fe80::/10',
  'fd00:ec2::254',
  'fd20:ce::254',
].map(readRange);

// IANA's special-purpose registries: loopback, private, carrier-grade NAT, test nets, multicast. Of IPv6 only 2000::/3 is
// the internet, and in it are ranges that wrap an IPv4 address (6to4, Teredo), which would lead around the ones above.
const own = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '4000::/2',
  '8000::/1',
].map(readRange);

const mapped = readRange('::ffff:0:0/96');

// Where an IPv4 address stands in an IPv6 one, by the group it begins at: compatible, translated, NAT64, 6to4.
const wrapped = [
  { range: readRange('::/96'), at: 6 },
  { range: readRange('::ffff:0:0:0/96'), at: 6 },
  { range: readRange('64:ff9b::/96'), at: 6 },
  { range: readRange('2002::/16'), at: 1 },
];

// Names that only a private network resolves; those of cloud metadata services are never a target.
const privateNames = /^([^.]+|.+\.(local|internal|lan|home\.arpa|intranet))$/;
const neverNames = /^(metadata|metadata\.goog|metadata\.google\.internal|instance-data(\.(.+\.)?internal)?)$/;

/**
 * How far a host reaches, a name or an IP address as `plainHost` writes it. Names are judged by themselves and never
 * resolved; an IPv4 address written as IPv6 counts as what it is.
 */
export function reachOf(host: string): Reach {
  const address = readAddress(host);
  if (address) return reachOfAddress(address);
  if (neverNames.test(host)) return 'never';
  return isLoopbackName(host) || privateNames.test(host) ? 'private' : 'public';
}

function reachOfAddress(address: Address): Reach {
  if (isWithin(address, mapped)) return reachOfAddress(address.slice(6));
  if (isOneOf(address, never) || wrapsOneOf(address, never)) return 'never';
  return isOneOf(address, own) ? 'private' : 'public';
}

type Ranges = typeof never;

function isOneOf(address: Address, ranges: Ranges): boolean {
  return ranges.some((range) => isWithin(address, range));
}

function wrapsOneOf(address: Address, ranges: Ranges): boolean {
  return wrapped.some(
    ({ range, at }) => isWithin(address, range) && isOneOf(address.slice(at, at + 2), ranges),
  );
}
