import { describe, expect, test } from '@jest/globals';
import { isPublicHttps } from '../../../packages/core/src/message/public-link.ts';

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
    expect(isPublicHttps(link)).toBe(true);
  });

  test.each([
    ['no https', 'http://cdn.example.com/a.jpg'],
    ['no web address', 'ftp://cdn.example.com/a.jpg'],
    ['a file of this machine', 'file:///etc/passwd'],
    ['no address at all', 'a.jpg'],
    ['a blank inside', 'https://cdn.example.com/a b.jpg'],
    ['a user name', 'https://user@cdn.example.com/a.jpg'],
    ['a password', 'https://user:secret@cdn.example.com/a.jpg'],
    ['this machine', 'https://localhost/a.jpg'],
    ['this machine with a dot', 'https://localhost./a.jpg'],
    ['this machine in capitals', 'https://LOCALHOST/a.jpg'],
    ['a name of this machine', 'https://app.localhost/a.jpg'],
    ['a name of the own network', 'https://fileserver/a.jpg'],
    ['a name of the own network with an ending', 'https://files.internal/a.jpg'],
    ['a name that the network announces', 'https://nas.local/a.jpg'],
    ['a name of a home network', 'https://nas.home.arpa/a.jpg'],
    ['the metadata of a cloud by name', 'https://metadata.google.internal/a'],
    ['loopback', 'https://127.0.0.1/a.jpg'],
    ['loopback in short', 'https://127.1/a.jpg'],
    ['loopback in one number', 'https://2130706433/a.jpg'],
    ['loopback in octal', 'https://0177.0.0.1/a.jpg'],
    ['loopback in hexadecimal', 'https://0x7f000001/a.jpg'],
    ['loopback in wide digits', 'https://１２７.0.0.1/a.jpg'],
    ['no particular address', 'https://0.0.0.0/a.jpg'],
    ['a private address', 'https://10.0.0.1/a.jpg'],
    ['another private address', 'https://192.168.1.1/a.jpg'],
    ['the first of a private range', 'https://172.16.0.0/a.jpg'],
    ['the last of a private range', 'https://172.31.255.255/a.jpg'],
    ['the network of a provider', 'https://100.64.0.1/a.jpg'],
    ['link-local', 'https://169.254.169.254/latest/meta-data'],
    ['link-local in one number', 'https://2852039166/latest/meta-data'],
    ['the metadata of Alibaba', 'https://100.100.100.200/a'],
    ['the metadata of Azure', 'https://168.63.129.16/a'],
    ['a range for documentation', 'https://203.0.113.5/a.jpg'],
    ['a range for measurements', 'https://198.18.0.1/a.jpg'],
    ['multicast', 'https://224.0.0.1/a.jpg'],
    ['broadcast', 'https://255.255.255.255/a.jpg'],
    ['loopback in IPv6', 'https://[::1]/a.jpg'],
    ['no particular address in IPv6', 'https://[::]/a.jpg'],
    ['loopback mapped into IPv6', 'https://[::ffff:127.0.0.1]/a.jpg'],
    ['loopback inside IPv6', 'https://[::127.0.0.1]/a.jpg'],
    ['a private address behind NAT64', 'https://[64:ff9b::10.0.0.1]/a.jpg'],
    ['a private address behind 6to4', 'https://[2002:a00:1::]/a.jpg'],
    ['Teredo', 'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/a.jpg'],
    ['documentation in IPv6', 'https://[2001:db8::1]/a.jpg'],
    ['unique local', 'https://[fd12:3456::1]/a.jpg'],
    ['link-local in IPv6', 'https://[fe80::1]/a.jpg'],
    ['the metadata of Amazon in IPv6', 'https://[fd00:ec2::254]/a'],
    ['multicast in IPv6', 'https://[ff02::1]/a.jpg'],
  ])('is refused as %s', (_, link) => {
    expect(isPublicHttps(link)).toBe(false);
  });
});
