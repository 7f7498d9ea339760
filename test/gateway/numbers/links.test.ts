import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventuallyHolds } from '../../support/eventually.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine());
  await eventuallyHolds(
    async () => expect((await gateway.client.listNumbers()).items[0]?.displayNumber).toBe('+49 30 123456789'),
    'Meta has named the number',
  );
});
afterAll(() => closeMetaLine({ graph, gateway }));

const path = `/v1/numbers/${testValues.numberId}/links`;
const make = (body: unknown) => gateway.call('POST', path, { body });

describe('a link that opens a chat', () => {
  test.each([
    [{}, 'https://wa.me/4930123456789', null],
    [
      { text: 'Grüße & mehr' },
      'https://wa.me/4930123456789?text=Gr%C3%BC%C3%9Fe%20%26%20mehr',
      'Grüße & mehr',
    ],
    [
      { text: 'Hallo', source: 'laden-berlin' },
      'https://wa.me/4930123456789?text=Hallo%20(%23laden-berlin)',
      'Hallo (#laden-berlin)',
    ],
    [{ source: 'flyer' }, 'https://wa.me/4930123456789?text=(%23flyer)', '(#flyer)'],
  ])('from %j is %s', async (body, url, text) => {
    const made = await make(body);
    expect(made).toMatchObject({ status: 201, body: { url, text } });
    expect(made.body.qrSvg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+".*<\/svg>$/s);
  });

  test('has a QR code of its own, with the longest text too', async () => {
    const [one, other] = [await make({ text: 'a' }), await make({ text: 'b' })];
    expect(one.body.qrSvg).not.toBe(other.body.qrSvg);
    expect((await make({ text: '😀'.repeat(70) })).status).toBe(201);
  });

  test.each([
    [{ text: 'x'.repeat(141) }, 'text'],
    [{ text: '' }, 'text'],
    [{ source: 'Laden Berlin' }, 'source'],
    [{ url: 'x' }, 'url'],
  ])('from %j is 422 and names %s', async (body, field) => {
    expect((await make(body)).body).toMatchObject({ status: 422, errors: [{ path: field }] });
  });

  test('to a number that has none is 409, to one that is not there 404', async () => {
    const id = await gateway.otherNumber();
    expect((await gateway.call('POST', `/v1/numbers/${id}/links`, { body: {} })).status).toBe(409);
    expect((await gateway.call('POST', '/v1/numbers/1/links', { body: {} })).status).toBe(404);
  });
});

test('an opt-in link brings its QR code', async () => {
  const body = { purpose: 'marketing', textVersion: 'v1', language: 'de', source: 'flyer' };
  const made = await gateway.call('POST', '/v1/opt-in-links', { body });
  expect(made).toMatchObject({ status: 201, body: { qrSvg: expect.stringMatching(/^<svg /) } });
});
