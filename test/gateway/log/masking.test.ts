import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskLine } from '../../../packages/gateway/src/log/masking.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('a line of the log', () => {
  test.each([
    ['an E.164 number', 'to +4915112345678 now', 'to 49…78 now'],
    ['a number with spaces', 'to +49 151 1234-5678.', 'to 49…78.'],
    ['digits as Meta writes them', '{"wa_id":"4915112345678"}', '{"wa_id":"49…78"}'],
    ['digits as a number of JSON', '{"to":4915112345678}', '{"to":"49…78"}'],
    ['a wamid', 'id wamid.HBgNNDkxNTExMjM0NTY3OBUCAA==', 'id wamid.…AA=='],
    ['a key of ours', 'key prl_abc-DEF_123', 'key [secret]'],
    ["a subscription's secret", 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', '[secret]'],
    ['an authorization header', '"Bearer abcdef123"', '"[secret]"'],
    ["one of Meta's tokens", 'token EAAGm0PX4ZCpsBAKZCZB', 'token [secret]'],
    ['a secret of the settings', 'with hunter2-hunter2', 'with [secret]'],
  ])('does not show %s', (_what, line, masked) => {
    expect(maskLine(line, ['hunter2-hunter2'])).toBe(masked);
  });

  test.each([
    ['an id of ours', 'msg_0193a1b2c3d4123456789012345678901'],
    ['the time', '{"time":"2026-11-22T14:00:36.604Z"}'],
    ['a business number’s id', '{"number":"106540352242922"}'],
    ['an address with its port', 'http://127.0.0.1:28080'],
    ['a UUID', '0193a1b2-1234-7123-8123-123456789012'],
    ['small numbers', '{"status":422,"bytes":1048576}'],
  ])('still shows %s', (_what, line) => {
    expect(maskLine(line)).toBe(line);
  });
});

describe('the log of a whole run', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  beforeAll(async () => {
    ({ graph, gateway } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  test('names no person, no message, no secret and no body', async () => {
    const { phone, contactId, messageId, wamid } = await customers(gateway).writes(
      '+4915155987654',
      'Vertrauliches Anliegen',
    );
    const key = await gateway.makeKey(['contacts:read']);
    const send = (content: object) => gateway.call('POST', '/v1/messages', { body: { to: phone, content } });
    graph.next.push({ reject: 131026, details: `Message undeliverable to ${phone}` }, 'http500AfterAccept');
    const rejected = await send({ type: 'text', text: 'Vertraulich eins' });
    await gateway.call('GET', `/v1/messages/${rejected.body.id}?wait=5`);
    await send({ type: 'text', text: 'Vertraulich zwei' });
    await eventually(() => graph.received.length === 2, 'Meta has both messages');
    await gateway.call('GET', `/v1/contacts/${contactId}`, { key });
    await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`, { key });
    await gateway.call('POST', '/v1/consent', {
      body: { contact: phone, purpose: 'all', action: 'withdraw', evidence: { messageId } },
    });
    await gateway.call('POST', '/webhooks/whatsapp', { key: null, rawBody: `{"from":"${phone}"}` });
    await gateway.call('GET', '/v1/contacts', { key: 'wrong-key-0123456789-0123456789-012' });
    await gateway.call('DELETE', `/v1/contacts/${contactId}`);
    const log = gateway.logged.join('');
    expect(gateway.logged.length).toBeGreaterThan(5);
    for (const secret of [
      phone.slice(1),
      '15155987654',
      wamid,
      'Erika',
      'Vertraulich',
      key,
      'wrong-key',
      testValues.apiKey,
      testValues.accessToken,
      testValues.appSecret,
      testValues.verifyToken,
      testValues.secretKey,
    ])
      expect({ secret, told: log.includes(secret) }).toEqual({ secret, told: false });
    for (const line of gateway.logged) expect(() => JSON.parse(line)).not.toThrow();
  });
});
