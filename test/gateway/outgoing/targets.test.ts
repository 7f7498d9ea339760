import { describe, expect, test } from '@jest/globals';
import { createGuardedPoster, type Lookup } from '../../../packages/gateway/src/outgoing/guarded-post.ts';
import { targetProblem } from '../../../packages/gateway/src/outgoing/target.ts';
import { startReceiver } from '../subscriptions/receiver.ts';

describe('A target', () => {
  test.each([
    ['https://hooks.example.com/parley'],
    ['http://hooks.example.com:8080/parley?a=b'],
    ['https://8.8.8.8/hook'],
  ])('%s is fine', (url) => {
    expect(targetProblem(url, [])).toBeUndefined();
  });

  test.each([
    ['http://localhost:5678/webhook'],
    ['http://LOCALHOST./webhook'],
    ['http://app.localhost/webhook'],
    ['http://127.0.0.1:5678/webhook'],
    ['http://0x7f000001/webhook'],
    ['http://0x7f.1/webhook'],
    ['http://2130706433/webhook'],
    ['http://0177.0.0.1/webhook'],
    ['http://017700000001/webhook'],
    ['http://127.1/webhook'],
    ['http://0/webhook'],
    ['http://%31%32%37.0.0.1/webhook'],
    ['http://\uff11\uff12\uff17.0.0.1/webhook'],
    ['http://[::]/webhook'],
    ['http://[0:0:0:0:0:ffff:7f00:1]/webhook'],
    ['http://[::127.0.0.1]/webhook'],
    ['http://[64:ff9b::10.0.0.1]/webhook'],
    ['http://[2002:a00:1::]/webhook'],
    ['http://[fc00::1]/webhook'],
    ['https://router.local/webhook'],
    ['https://nas.home.arpa/webhook'],
    ['http://[::1]:5678/webhook'],
    ['http://[::ffff:10.0.0.1]/webhook'],
    ['http://10.0.0.5/webhook'],
    ['http://n8n:5678/webhook'],
    ['http://n8n.internal/webhook'],
  ])('%s is private, and the words say how to allow it', (url) => {
    expect(targetProblem(url, [])?.en).toContain('PARLEY_ALLOWED_HOSTS');
  });

  test('in the private network is fine once its host is allowed, and only that one', () => {
    expect(targetProblem('http://n8n:5678/webhook', ['n8n'])).toBeUndefined();
    expect(targetProblem('http://10.0.0.5/webhook', ['10.0.0.5'])).toBeUndefined();
    expect(targetProblem('http://10.0.0.6/webhook', ['10.0.0.5'])).toBeDefined();
  });

  test('on this machine is fine under all its names once one is allowed', () => {
    for (const url of ['http://localhost/', 'http://127.0.0.1/', 'http://[::1]/'])
      expect(targetProblem(url, ['localhost'])).toBeUndefined();
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data'],
    ['http://[fe80::1]/'],
    ['http://[::ffff:169.254.169.254]/'],
    ['http://metadata.google.internal/'],
    ['http://METADATA.google.internal./'],
    ['http://2852039166/latest/meta-data'],
    ['http://0xa9fea9fe/latest/meta-data'],
    ['http://0251.0376.0251.0376/latest/meta-data'],
    ['http://[fd00:ec2::254]/latest/meta-data'],
    ['http://100.100.100.200/latest/meta-data'],
    ['http://168.63.129.16/machine'],
    ['http://instance-data/latest'],
    ['http://[64:ff9b::169.254.169.254]/latest'],
    ['http://[2002:a9fe:a9fe::]/latest'],
  ])('%s is never one, allowed or not', (url) => {
    const host = new URL(url).hostname.replace(/[[\]]/g, '');
    expect(targetProblem(url, [host])?.en).toContain('never');
  });

  test('with a password in it is refused', () => {
    expect(targetProblem('https://user:secret@hooks.example.com/', [])?.en).toContain('password');
  });

  test.each([['ftp://hooks.example.com/'], ['file:///etc/passwd'], ['gopher://hooks.example.com/']])(
    '%s is no web address',
    (url) => {
      expect(targetProblem(url, [])?.en).toContain('http');
    },
  );
});

describe('A post', () => {
  const leadsTo = (...addresses: string[]) =>
    ((_host: string, _options: object, callback: (error: null, found: object[]) => void) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as Lookup;
  const post = async (port: string, resolve: Lookup, allowed: readonly string[]) => {
    const poster = createGuardedPoster(allowed, resolve);
    const result = await poster.post({
      url: `http://hooks.example.com:${port}/hook`,
      headers: { 'content-type': 'application/json' },
      body: '{"data":{}}',
      signal: new AbortController().signal,
    });
    await poster.close();
    return result;
  };

  test.each([
    ['to this machine', ['127.0.0.1'], [], 'private'],
    ['to this machine over IPv6', ['::1'], [], 'private'],
    ['to this machine as mapped IPv4', ['::ffff:127.0.0.1'], [], 'private'],
    ['into the own network', ['10.0.0.5'], [], 'private'],
    [
      'to the metadata of a cloud, even when its name is allowed',
      ['169.254.169.254'],
      ['hooks.example.com'],
      'never',
    ],
    ['to a public and a private address at once', ['93.184.215.14', '127.0.0.1'], [], 'private'],
  ])('whose name leads %s does not leave', async (_, addresses, allowed, reason) => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    expect(await post(port, leadsTo(...addresses), allowed)).toMatchObject({
      ok: false,
      problem: { en: expect.stringContaining(reason), de: expect.stringMatching(/^der Host zeigt /) },
    });
    expect(receiver.all).toEqual([]);
    await receiver.close();
  });

  test('is checked where the name leads at each connection, not where it led before', async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    const poster = createGuardedPoster([], leadsTo('127.0.0.1'));
    const url = `http://hooks.example.com:${port}/hook`;
    expect(targetProblem(url, [])).toBeUndefined();
    const signal = new AbortController().signal;
    expect(await poster.post({ url, headers: {}, body: '{}', signal })).toMatchObject({ ok: false });
    await poster.close();
    expect(receiver.all).toEqual([]);
    await receiver.close();
  });

  test('to an allowed host goes where its name leads', async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    expect(await post(port, leadsTo('127.0.0.1'), ['hooks.example.com'])).toEqual({ ok: true, status: 200 });
    expect(receiver.all).toHaveLength(1);
    await receiver.close();
  });

  test('that is redirected is not followed', async () => {
    const receiver = await startReceiver();
    receiver.answer = () => 302;
    const { port } = new URL(receiver.url);
    expect(await post(port, leadsTo('127.0.0.1'), ['hooks.example.com'])).toMatchObject({
      ok: false,
      status: 302,
    });
    expect(receiver.all).toHaveLength(1);
    await receiver.close();
  });
});
