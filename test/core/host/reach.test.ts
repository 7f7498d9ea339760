import { describe, expect, test } from '@jest/globals';
import { isAllowedHost, plainHost, reachOf } from '@parley/core/host';

describe('An address', () => {
  test.each([
    ['127.0.0.1', 'private'],
    ['127.255.255.254', 'private'],
    ['0.0.0.0', 'private'],
    ['1.0.0.1', 'public'],
    ['9.255.255.255', 'public'],
    ['10.1.2.3', 'private'],
    ['11.0.0.0', 'public'],
    ['100.63.255.255', 'public'],
    ['100.127.255.255', 'private'],
    ['100.128.0.0', 'public'],
    ['169.253.255.255', 'public'],
    ['169.255.0.0', 'public'],
    ['172.15.255.255', 'public'],
    ['172.31.255.255', 'private'],
    ['198.20.0.0', 'public'],
    ['223.255.255.255', 'public'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['224.0.0.1', 'private'],
    ['255.255.255.255', 'private'],
    ['169.254.169.254', 'never'],
    ['169.254.0.1', 'never'],
    ['100.100.100.200', 'never'],
    ['168.63.129.16', 'never'],
    ['192.0.0.192', 'never'],
    ['198.18.0.1', 'private'],
    ['203.0.113.7', 'private'],
    ['8.8.8.8', 'public'],
    ['::1', 'private'],
    ['::', 'private'],
    ['fc00::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fe80::1', 'never'],
    ['fd00:ec2::254', 'never'],
    ['::ffff:127.0.0.1', 'private'],
    ['::ffff:7f00:1', 'private'],
    ['::ffff:169.254.169.254', 'never'],
    ['64:ff9b::7f00:1', 'private'],
    ['64:ff9b:1::7f00:1', 'private'],
    ['::7f00:1', 'private'],
    ['::ffff:0:7f00:1', 'private'],
    ['2002:7f00:1::', 'private'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'private'],
    ['2001:db8::1', 'private'],
    ['fec0::1', 'private'],
    ['ff02::1', 'private'],
    ['100::1', 'private'],
    ['fd20:ce::254', 'never'],
    ['fe80::1%eth0', 'never'],
    ['febf:ffff::1', 'never'],
    ['::169.254.169.254', 'never'],
    ['::ffff:0:a9fe:a9fe', 'never'],
    ['64:ff9b::a9fe:a9fe', 'never'],
    ['2002:a9fe:a9fe::1', 'never'],
    ['2002:6464:64c8::', 'never'],
    ['1fff:ffff::1', 'private'],
    ['2001:1ff:ffff::1', 'private'],
    ['2001:200::1', 'public'],
    ['2003::1', 'public'],
    ['3fff:fff:ffff::1', 'private'],
    ['3fff:1000::1', 'public'],
    ['4000::1', 'private'],
    ['::ffff:8.8.8.8', 'public'],
    ['2001:4860:4860::8888', 'public'],
    ['2a00:1450:4001:81b::200e', 'public'],
  ])('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });
});

describe('A name', () => {
  test.each([
    ['example.com', 'public'],
    ['localhost.example.com', 'public'],
    ['metadata.example.com', 'public'],
    ['instance-data.example.com', 'public'],
    ['localhost', 'private'],
    ['app.localhost', 'private'],
    ['fileserver', 'private'],
    ['nas.local', 'private'],
    ['files.internal', 'private'],
    ['router.lan', 'private'],
    ['wiki.intranet', 'private'],
    ['nas.home.arpa', 'private'],
    ['metadata', 'never'],
    ['metadata.goog', 'never'],
    ['metadata.google.internal', 'never'],
    ['instance-data', 'never'],
    ['instance-data.ec2.internal', 'never'],
  ])('%s is %s', (name, reach) => {
    expect(reachOf(name)).toBe(reach);
  });

  test('is the same with capitals and with dots at its end', () => {
    expect(plainHost('LOCALHOST.')).toBe('localhost');
    expect(plainHost(new URL('http://localhost../').hostname)).toBe('localhost');
    expect(plainHost(new URL('http://[FE80::1]/').hostname)).toBe('fe80::1');
  });
});

describe('A private host', () => {
  test.each([
    ['files.internal', ['files.internal'], true],
    ['files.internal', ['Files.Internal.'], true],
    ['files.internal', ['internal', 'other.internal'], false],
    ['10.0.0.5', ['10.0.0.5'], true],
    ['10.0.0.6', ['10.0.0.5'], false],
    ['fd00::5', ['[fd00::5]'], true],
    ['localhost', ['127.0.0.1'], true],
    ['app.localhost', ['localhost'], true],
    ['127.0.0.2', ['::1'], true],
    ['::1', ['localhost'], true],
    ['localhost', ['files.internal'], false],
    ['10.0.0.5', ['localhost'], false],
    ['localhost', [], false],
  ])('%s is among %j: %s', (host, allowed, isAllowed) => {
    expect(isAllowedHost(host, allowed)).toBe(isAllowed);
  });
});
