import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { startGraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, type MetaLine } from '../../support/meta-line.ts';
import { type Receiver, startReceiver } from '../subscriptions/receiver.ts';
import { type Door, doorsOf } from './doors.ts';
import { names, startTrap, type Trap } from './names.ts';

/** A private host that the operator has allowed, and one that nobody has. */
const FRIEND = 'friend.example.com';
const STRANGER = 'hooks.example.com';

const dns = names();
let line: MetaLine;
let doors: Record<string, Door>;
let trap: Trap;
let receiver: Receiver;

beforeAll(async () => {
  const graph = await startGraphStandIn();
  const gateway = await startTestGateway({
    graphUrl: graph.url,
    settings: { allowedHosts: [FRIEND] },
    lookup: dns.lookup,
  });
  line = { graph, gateway, people: customers(gateway) };
  doors = doorsOf(line);
  trap = await startTrap();
});
afterAll(async () => {
  await closeMetaLine(line);
  await trap.close();
});
beforeEach(async () => {
  receiver = await startReceiver();
  dns.asked.length = 0;
});
afterEach(() => receiver.close());

const doorNames = ['subscriptions', 'onReply', 'forwardTo', 'alertUrl'] as const;
const door = (name: string): Door => {
  const found = doors[name];
  if (!found) throw new Error(`There is no door ${name}.`);
  return found;
};

/** Addresses that are refused where they are given: what is at their port would notice. */
const refused: [what: string, host: string, words: string][] = [
  ['loopback', '127.0.0.1', 'private network'],
  ['loopback over IPv6', '[::1]', 'private network'],
  ['this machine by name', 'localhost', 'private network'],
  ['this machine by name, in capitals and with a dot', 'LOCALHOST.', 'private network'],
  ['no particular address', '0.0.0.0', 'private network'],
  ['loopback in short', '127.1', 'private network'],
  ['loopback as one number', '2130706433', 'private network'],
  ['loopback in hexadecimal', '0x7f000001', 'private network'],
  ['loopback in octal', '0177.0.0.1', 'private network'],
  ['loopback in wide digits', '１２７.0.0.1', 'private network'],
  ['loopback percent-encoded', '%31%32%37.0.0.1', 'private network'],
  ['loopback mapped into IPv6', '[::ffff:127.0.0.1]', 'private network'],
  ['loopback behind NAT64', '[64:ff9b::7f00:1]', 'private network'],
  ['loopback behind 6to4', '[2002:7f00:1::]', 'private network'],
  ['a private address', '10.0.0.5', 'private network'],
  ['another private address', '172.31.255.255', 'private network'],
  ['one more private address', '192.168.1.1', 'private network'],
  ['the network of a provider', '100.64.0.1', 'private network'],
  ['unique local', '[fd12:3456::1]', 'private network'],
  ['a name of a private network', 'n8n.internal', 'private network'],
  ['a name without a dot', 'n8n', 'private network'],
  ['link-local', '169.254.0.1', 'never a target'],
  ['link-local over IPv6', '[fe80::1]', 'never a target'],
  ['the metadata of a cloud', '169.254.169.254', 'never a target'],
  ['the metadata of a cloud as one number', '2852039166', 'never a target'],
  ['the metadata of a cloud mapped into IPv6', '[::ffff:169.254.169.254]', 'never a target'],
  ['the metadata of a cloud over IPv6', '[fd00:ec2::254]', 'never a target'],
  ['the metadata of a cloud by name', 'metadata.google.internal', 'never a target'],
];

/** Names that are fine where they are given, and lead inside when they are looked up. */
const rebound: [what: string, host: string, addresses: string[], words: string][] = [
  ['to this machine', STRANGER, ['127.0.0.1'], 'private network'],
  ['to this machine over IPv6', STRANGER, ['::1'], 'private network'],
  ['to this machine as mapped IPv4', STRANGER, ['::ffff:127.0.0.1'], 'private network'],
  ['into a private network', STRANGER, ['10.0.0.5'], 'private network'],
  ['to a public and a private address', STRANGER, ['93.184.215.14', '127.0.0.1'], 'private network'],
  ['to a private and a public address', STRANGER, ['127.0.0.1', '93.184.215.14'], 'private network'],
  ['to the metadata of a cloud', STRANGER, ['169.254.169.254'], 'never a target'],
  ['to a metadata address, though it is allowed', FRIEND, ['169.254.169.254'], 'never a target'],
  ['to this machine and a metadata address, though allowed', FRIEND, ['127.0.0.1', 'fe80::1'], 'never'],
];

describe.each(doorNames)('An address given as %s', (name) => {
  afterEach(() => door(name).takeBack());

  test.each(refused)('is refused as %s (%s), by its field and without a look-up', async (_, host, words) => {
    const { give, field, isGiven } = door(name);
    const answer = await give(`http://${host}:${trap.port}/hook`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'URL_NOT_ALLOWED' } });
    expect(answer.body.errors).toEqual([{ path: field, message: expect.stringContaining(words) }]);
    expect(await isGiven()).toBe(false);
    expect(dns.asked).toEqual([]);
    expect(trap.knocks).toBe(0);
  });

  test.each(rebound)('is not posted to when its name leads %s by then', async (_, host, addresses, words) => {
    const { give, happens, problem } = door(name);
    dns.leadTo = ['93.184.215.14'];
    expect((await give(`http://${host}:${trap.port}/hook`)).status).toBeLessThan(300);
    expect(dns.asked).toEqual([]);
    dns.leadTo = addresses;
    await happens();
    const told = await eventually(problem, 'the failed delivery is recorded');
    expect(told).toContain(words);
    expect(new Set(dns.asked)).toEqual(new Set([host]));
    expect(trap.knocks).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])(
    'that answers %i is not followed inside, and the failure says so',
    async (status) => {
      const { give, happens, problem } = door(name);
      dns.leadTo = ['127.0.0.1'];
      receiver.answer = () => status;
      receiver.location = `http://127.0.0.1:${trap.port}/inside`;
      await give(`http://${FRIEND}:${new URL(receiver.url).port}/hook`);
      await happens();
      const told = await eventually(problem, 'the failed delivery is recorded');
      expect(told).toContain(`answered ${status}, a redirect`);
      expect(await problem('de')).toContain(`mit ${status} geantwortet, einer Weiterleitung`);
      expect(receiver.all.length).toBeGreaterThan(0);
      expect(trap.knocks).toBe(0);
    },
  );

  test('is posted to where the one look-up led that was checked', async () => {
    const { give, happens } = door(name);
    dns.leadTo = ['127.0.0.1'];
    await give(`http://${FRIEND}:${new URL(receiver.url).port}/hook`);
    await happens();
    await eventually(() => receiver.taken.length > 0, 'it is delivered');
    expect(dns.asked).toEqual([FRIEND]);
  });
});

test('the port that must not be reached would have noticed', async () => {
  await fetch(`http://127.0.0.1:${trap.port}/`).catch(() => undefined);
  expect(trap.knocks).toBe(1);
});
