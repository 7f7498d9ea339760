import { describe, expect, test } from '@jest/globals';
import { reachOf } from '../../../packages/gateway/src/subscriptions/address.ts';
import { createPoster, type Lookup } from '../../../packages/gateway/src/subscriptions/post.ts';
import { targetProblem } from '../../../packages/gateway/src/subscriptions/target.ts';
import { startReceiver } from './receiver.ts';

describe('An address', () => {
  test.each([
    ['127.0.0.1', 'private'],
    ['127.255.255.254', 'private'],
    ['0.0.0.0', 'private'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['224.0.0.1', 'private'],
    ['255.255.255.255', 'private'],
    ['169.254.169.254', 'never'],
    ['169.254.0.1', 'never'],
    ['100.100.100.200', 'never'],
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
    ['2002:7f00:1::', 'private'],
    ['2a00:1450:4001:81b::200e', 'public'],
  ])('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });
});

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
    ['http://2130706433/webhook'],
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
  ])('%s is never one, allowed or not', (url) => {
    const host = new URL(url).hostname.replace(/[[\]]/g, '');
    expect(targetProblem(url, [host])?.en).toContain('never');
  });

  test('with a password in it is refused', () => {
    expect(targetProblem('https://user:secret@hooks.example.com/', [])?.en).toContain('password');
  });

  test('is checked again where its name really leads, at every delivery', async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    const leadsTo = (address: string) =>
      ((_host: string, _options: object, callback: (error: null, found: object[]) => void) =>
        callback(null, [{ address, family: 4 }])) as unknown as Lookup;
    const post = async (address: string, allowed: readonly string[]) => {
      const poster = createPoster(allowed, leadsTo(address));
      const result = await poster.post({
        url: `http://hooks.example.com:${port}/hook`,
        secret: 'whsec_c2VjcmV0',
        eventId: 'evt_1',
        body: '{"data":{}}',
        now: new Date(),
        signal: new AbortController().signal,
      });
      await poster.close();
      return result;
    };
    expect(await post('127.0.0.1', [])).toMatchObject({
      ok: false,
      problem: expect.stringContaining('private'),
    });
    expect(await post('169.254.169.254', ['hooks.example.com'])).toMatchObject({
      ok: false,
      problem: expect.stringContaining('never'),
    });
    expect(receiver.all).toEqual([]);
    expect(await post('127.0.0.1', ['hooks.example.com'])).toEqual({ ok: true, status: 200 });
    expect(receiver.all).toHaveLength(1);
    await receiver.close();
  });
});
