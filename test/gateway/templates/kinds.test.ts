import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

const HOUR_MS = 60 * 60 * 1000;
const phone = '+4915112345678';

let line: SandboxLine;
let aheadMs = 0;
beforeAll(async () => {
  line = await startSandboxLine({ sandbox: { now: () => Date.now() + aheadMs } });
  await line.gateway.client.appendConsent({
    contact: phone,
    purpose: 'marketing',
    action: 'grant',
    method: 'web_form',
    source: 'shop',
    textVersion: 'v1',
    language: 'de',
  });
});
afterAll(() => line.close());

type Case = [
  what: string,
  template: Record<string, unknown>,
  variables: Record<string, string>,
  shown: object,
];
const handle = '4::aW52ZW50ZWQ=:e:1';
const body = { text: 'Guten Tag, das ist für Sie.' };
const cases: Case[] = [
  [
    'a place',
    { header: { format: 'location' }, body },
    {
      header_location_latitude: '52.5163',
      header_location_longitude: '13.3777',
      header_location_name: 'Brandenburger Tor',
    },
    { header: { kind: 'location', text: 'Brandenburger Tor' } },
  ],
  [
    'a product',
    {
      category: 'marketing',
      header: { format: 'product' },
      body,
      buttons: [{ kind: 'single_product', text: 'Ansehen' }],
    },
    { header_product: 'sku-1', header_product_catalog: '77' },
    { header: { kind: 'text', text: 'Product sku-1' } },
  ],
  [
    'a choice of products',
    { category: 'marketing', body, buttons: [{ kind: 'multi_product', text: 'Alle ansehen' }] },
    { button_0_thumbnail: 'sku-1', button_0_products: '[{"title":"Neu","products":["sku-1"]}]' },
    { buttons: [{ text: 'Alle ansehen' }] },
  ],
  [
    'an offer',
    {
      category: 'marketing',
      body,
      offer: { text: 'Endet bald', expires: true },
      buttons: [{ kind: 'copy_code', example: 'MUSTER' }],
    },
    { offer_expires_at: '2030-12-24T18:00:00Z', button_0_code: 'WINTER25' },
    {
      offer: { text: 'Endet bald', expiresAt: '2030-12-24T18:00:00.000Z' },
      buttons: [{ kind: 'code', code: 'WINTER25' }],
    },
  ],
  [
    'a carousel',
    {
      category: 'marketing',
      body,
      cards: ['Nord', 'Süd'].map((room) => ({
        header: { format: 'image', example: handle },
        body: { text: `Zimmer ${room} mit {{1}} Betten.`, examples: { 1: '2' } },
        buttons: [{ kind: 'quick_reply', text: 'Nehme ich' }],
      })),
    },
    {
      card_0_header_image: 'https://example.com/n.jpg',
      card_0_1: 'zwei',
      card_0_button_0_payload: 'nord',
      card_1_header_image: 'https://example.com/s.jpg',
      card_1_1: 'drei',
    },
    {
      cards: [
        { text: 'Zimmer Nord mit zwei Betten.', buttons: [{ payload: 'nord' }] },
        { text: 'Zimmer Süd mit drei Betten.', buttons: [{ payload: 'Nehme ich' }] },
      ],
    },
  ],
  [
    'calls, payments and the question for the number',
    {
      body,
      buttons: [
        { kind: 'voice_call', text: 'Anrufen' },
        { kind: 'order_details', text: 'Bezahlen' },
        { kind: 'contact_request' },
      ],
    },
    {
      button_0_payload: 'from-invoice',
      button_1_order: '{"reference_id":"r-1","total_amount":{"value":500,"offset":100}}',
    },
    { buttons: [{ text: 'Anrufen' }, { text: 'Bezahlen' }, {}] },
  ],
  [
    'every other button',
    {
      body,
      buttons: [
        { kind: 'phone_number', text: 'Telefon', phoneNumber: '+4930901820' },
        {
          kind: 'url',
          text: 'Verfolgen',
          url: 'https://example.com/t/{{1}}',
          example: 'https://example.com/t/1',
        },
        { kind: 'flow', text: 'Termin', flowId: '4455' },
        { kind: 'catalog', text: 'Katalog' },
      ],
    },
    { button_1_url: 'A-1', button_2_flow_token: 'token-1', button_3_thumbnail: 'sku-1' },
    { buttons: [{ kind: 'phone' }, { url: 'https://example.com/t/A-1' }, {}, {}] },
  ],
];

describe('made, approved, filled and sent through the gateway, the phone shows', () => {
  test.each(cases)('%s', async (what, more, variables, shown) => {
    const name = `kind_${cases.findIndex(([one]) => one === what)}`;
    // Each says something else: Meta takes no copies.
    const text = `Guten Tag, das ist ${name} für Sie.`;
    const template = { name, language: 'de', category: 'utility', ...more, body: { text } };
    const made = await line.gateway.call('POST', '/v1/templates', { body: template });
    expect(made).toMatchObject({ status: 201 });
    await line.toSandbox('POST', `/sandbox/templates/${name}/review`, { decision: 'approve' });
    // The customer says yes to advertising by an own message, and asks for this one.
    await line.toSandbox('POST', `/sandbox/customers/${phone}/messages`, { type: 'text', text: 'JA' });
    const content = { type: 'template', name, language: 'de', variables };
    const sent = await eventually(async () => {
      const answer = await line.gateway.call('POST', '/v1/messages', { body: { to: phone, content } });
      if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
      return answer.body.id as string;
    }, `${name} may be sent`);
    const message = await line.gateway.call('GET', `/v1/messages/${sent}?wait=15&until=sent`);
    const { messages } = await line.toSandbox('GET', `/sandbox/customers/${phone}/messages`);
    const phoneShows = messages.find(({ wamid }: { wamid: string }) => wamid === message.body.wamid);
    expect(phoneShows).toMatchObject({ text, ...shown });
    const preview = await line.gateway.call('POST', '/v1/templates/preview', { body: { template: content } });
    expect(preview.body).toMatchObject({ body: text, faults: [] });
  });
});

test('more templates than a page of Meta holds are all synced, and listed by cursor', async () => {
  for (let i = 0; i < 260; i += 1) {
    if (i % 90 === 0) aheadMs += HOUR_MS + 1;
    await line.toSandbox('POST', '/v25.0/102290129340398/message_templates', {
      name: `bulk_${String(i).padStart(3, '0')}`,
      language: 'de',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: `Guten Tag Nummer ${i}.` }],
    });
  }
  const synced = await line.gateway.call('POST', '/v1/templates/sync');
  expect(synced.body.templates).toBeGreaterThanOrEqual(270);
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { body: { items: { name: string }[]; cursor: string | null } } = await line.gateway.call(
      'GET',
      `/v1/templates?limit=100&search=bulk${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    names.push(...page.body.items.map(({ name }) => name));
    cursor = page.body.cursor;
  } while (cursor !== null);
  expect(new Set(names).size).toBe(260);
});
