import { describe, expect, test } from '@jest/globals';
import { deniedHostOf, isFileLink } from '../../../packages/core/src/message/file-link.ts';

describe('A link to a file', () => {
  test.each([
    'https://cdn.example.com/a.jpg',
    'https://cdn.example.com:8443/a.jpg?version=2#part',
    'https://unreachable.example/a.pdf',
    'https://8.8.8.8/a.jpg',
    'https://172.15.255.255/a.jpg',
    'https://172.32.0.1/a.jpg',
    'https://100.63.0.1/a.jpg',
    'https://100.128.0.1/a.jpg',
    'https://[2a00:1450:4001:81b::200e]/a.jpg',
    'https://xn--mnchen-3ya.example/a.jpg',
    'https://example.com./a.jpg',
  ])('may be %s', (link) => {
    expect(isFileLink(link)).toBe(true);
  });

  test.each([
    ['no https', 'http://cdn.example.com/a.jpg'],
    ['no web address', 'ftp://cdn.example.com/a.jpg'],
    ['a file of this machine', 'file:///etc/passwd'],
    ['no address at all', 'a.jpg'],
    ['a blank inside', 'https://cdn.example.com/a b.jpg'],
    ['a user name', 'https://user@cdn.example.com/a.jpg'],
    ['a password', 'https://user:secret@cdn.example.com/a.jpg'],
    ['the metadata of a cloud by name', 'https://metadata.google.internal/a'],
    ['link-local', 'https://169.254.169.254/latest/meta-data'],
    ['link-local in one number', 'https://2852039166/latest/meta-data'],
    ['the metadata of Alibaba', 'https://100.100.100.200/a'],
    ['the metadata of Azure', 'https://168.63.129.16/a'],
    ['link-local in IPv6', 'https://[fe80::1]/a.jpg'],
    ['the metadata of Amazon in IPv6', 'https://[fd00:ec2::254]/a'],
    ['no web address of this machine', 'ftp://127.0.0.1/a.jpg'],
    ['a password of this machine', 'http://user:secret@127.0.0.1/a.jpg'],
  ])('is refused as %s', (_, link) => {
    expect(isFileLink(link)).toBe(false);
  });

  describe.each(['https', 'http'])('into a private network over %s', (protocol) => {
    test.each([
      ['this machine', 'localhost/a.jpg'],
      ['this machine with a dot', 'localhost./a.jpg'],
      ['this machine in capitals', 'LOCALHOST/a.jpg'],
      ['a name of this machine', 'app.localhost/a.jpg'],
      ['a name of the own network', 'fileserver/a.jpg'],
      ['a name of the own network with an ending', 'files.internal/a.jpg'],
      ['a name that the network announces', 'nas.local/a.jpg'],
      ['a name of a home network', 'nas.home.arpa/a.jpg'],
      ['loopback', '127.0.0.1/a.jpg'],
      ['loopback in short', '127.1/a.jpg'],
      ['loopback in one number', '2130706433/a.jpg'],
      ['loopback in octal', '0177.0.0.1/a.jpg'],
      ['loopback in hexadecimal', '0x7f000001/a.jpg'],
      ['loopback in wide digits', '１２７.0.0.1/a.jpg'],
      ['no particular address', '0.0.0.0/a.jpg'],
      ['a private address', '10.0.0.1/a.jpg'],
      ['another private address', '192.168.1.1/a.jpg'],
      ['the first of a private range', '172.16.0.0/a.jpg'],
      ['the last of a private range', '172.31.255.255/a.jpg'],
      ['the network of a provider', '100.64.0.1/a.jpg'],
      ['a range for documentation', '203.0.113.5/a.jpg'],
      ['a range for measurements', '198.18.0.1/a.jpg'],
      ['multicast', '224.0.0.1/a.jpg'],
      ['broadcast', '255.255.255.255/a.jpg'],
      ['loopback in IPv6', '[::1]/a.jpg'],
      ['no particular address in IPv6', '[::]/a.jpg'],
      ['loopback mapped into IPv6', '[::ffff:127.0.0.1]/a.jpg'],
      ['loopback inside IPv6', '[::127.0.0.1]/a.jpg'],
      ['a private address behind NAT64', '[64:ff9b::10.0.0.1]/a.jpg'],
      ['a private address behind 6to4', '[2002:a00:1::]/a.jpg'],
      ['Teredo', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]/a.jpg'],
      ['documentation in IPv6', '[2001:db8::1]/a.jpg'],
      ['unique local', '[fd12:3456::1]/a.jpg'],
      ['multicast in IPv6', '[ff02::1]/a.jpg'],
    ])('has the form of one to %s, and names a host to allow', (_, rest) => {
      const link = `${protocol}://${rest}`;
      expect(isFileLink(link)).toBe(true);
      expect(deniedHostOf(link, [])).toBeDefined();
    });
  });

  test.each([
    ['https://cdn.example.com/a.jpg', [], undefined],
    ['http://127.0.0.1:8000/a.jpg', [], '127.0.0.1'],
    ['http://127.0.0.1:8000/a.jpg', ['localhost'], undefined],
    ['http://2130706433/a.jpg', ['localhost'], undefined],
    ['http://10.0.0.5/a.jpg', ['localhost'], '10.0.0.5'],
    ['http://10.0.0.5/a.jpg', ['10.0.0.5'], undefined],
    ['http://FILES.internal./a.jpg', ['files.internal'], undefined],
    ['http://[fd00::5]/a.jpg', ['localhost'], 'fd00::5'],
  ])('to %s, where %j is allowed, is denied for %s', (link, allowed, host) => {
    expect(deniedHostOf(link, allowed)).toBe(host);
  });
});
