import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Route, routes } from '@parley/core/gateway-api/schema';
import { schemaWords } from '../../../packages/gateway/src/http/schema-words.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

let gateway: TestGateway;
let conversationId: string;
let inboundId: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.webhook(customerWrites);
  const { items } = (await gateway.call('GET', '/v1/conversations')).body;
  conversationId = items[0].id;
  const messages = await gateway.call('GET', `/v1/conversations/${conversationId}/messages`);
  inboundId = messages.body.items[0].id;
});
afterAll(() => gateway.close());

const customerWrites = {
  object: 'whatsapp_business_account',
  entry: [
    {
      id: testValues.accountId,
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '4930123456789', phone_number_id: testValues.numberId },
            contacts: [{ profile: { name: 'Erika' }, wa_id: '4915112345678' }],
            messages: [
              {
                from: '4915112345678',
                id: 'wamid.LANGUAGES',
                timestamp: String(Math.floor(Date.now() / 1000)),
                type: 'text',
                text: { body: 'Hallo' },
              },
            ],
          },
        },
      ],
    },
  ],
};

type Texts = Readonly<Record<string, string>>;
type Sent = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
};

/** Every text of a problem that a person reads, by its place; ids of single calls are the same in both. */
async function textsOf(sent: Sent, language: string): Promise<Texts> {
  const { method, path, headers, ...more } = sent;
  const answer = await gateway.call(method, path, {
    ...more,
    headers: { 'accept-language': language, ...headers },
  });
  if (answer.status < 400) return {};
  const { title, detail, remedy, reason, errors = [] } = answer.body;
  const texts = { title, detail, remedy, reason } as Record<string, string>;
  for (const { path: place, message } of errors) texts[place] = message;
  return Object.fromEntries(
    Object.entries(texts).filter(([, text]) => typeof text === 'string' && text !== ''),
  );
}

/** The texts that read the same in both languages, which are those that have only one. */
async function untranslated(sent: Sent): Promise<string[]> {
  const [english, german] = [await textsOf(sent, 'en'), await textsOf(sent, 'de')];
  expect(Object.keys(german)).toEqual(Object.keys(english));
  return Object.entries(german)
    .filter(([place, text]) => text === english[place])
    .map(([place, text]) => `${sent.method} ${sent.path}: ${place}: ${text}`);
}

const calls = Object.values(routes).map((route: Route) => ({
  method: route.method as string,
  path: route.path.replaceAll(/\{(\w+)\}/g, (_all, name) => (name === 'tool' ? 'slack' : `no-${name}`)),
  query: route.query !== undefined,
}));

const schemas = fileURLToPath(new URL('../../../packages/core/src/gateway-api/schema', import.meta.url));

/** The sentences in the sources of the schemas, with a number in place of what is filled in. */
function sentencesOfSchemas(): string[] {
  const files = readdirSync(schemas, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const sources = files.map((name) => readFileSync(join(schemas, name), 'utf8')).join('\n');
  const code = sources
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/description:\s*(['"`])[\s\S]*?\1/g, '');
  return [...code.matchAll(/'([^'\n]*)'|`([^`]*)`/g)]
    .map(([, plain, filled]) => plain ?? (filled ?? '').replaceAll(/\$\{[^}]*\}/g, '5'))
    .filter((text) => /^["\w]+ .*\w/.test(text));
}

test('no rule of the schemas speaks English only', () => {
  const sentences = sentencesOfSchemas();
  expect(sentences.length).toBeGreaterThan(30);
  expect(sentences.filter((text) => schemaWords(text, 'de') === text)).toEqual([]);
});

describe('every problem is told in German and in English', () => {
  test.each([
    ['without a body', {}],
    ['with an empty one', { body: {} }],
    ['with a field that nobody knows', { body: { unknown: 1, to: 5, name: 5, content: [] } }],
    ['with a body that is no JSON', { rawBody: '{ "to' }],
    ['with a body of another type', { rawBody: 'to=1', headers: { 'content-type': 'text/plain' } }],
    ['with a body that is too large', { body: { text: 'x'.repeat(1024 * 1024) } }],
    ['without a key', { key: null }],
    ['with a key that may not', { key: 'wrong-key-0123456789-0123456789-01' }],
  ])('for every call %s', async (_what, more) => {
    const found: string[] = [];
    for (const { method, path } of calls) {
      if (method === 'GET' && ('body' in more || 'rawBody' in more)) continue;
      // What no id names would be made by these.
      if (method === 'POST' && !path.includes('no-') && Object.keys(more).length === 0) continue;
      found.push(...(await untranslated({ method, path, ...more })));
    }
    expect(found).toEqual([]);
  });

  test('for every query that does not fit', async () => {
    const found: string[] = [];
    for (const { method, path, query } of calls)
      if (query)
        for (const text of ['?cursor=garbage&limit=0', '?unknown=1&limit=x&limit=y', '?after=garbage&wait=x'])
          found.push(...(await untranslated({ method, path: path + text })));
    expect(found).toEqual([]);
  });

  const to = '+4915112345678';
  const text = { type: 'text', text: 'Hallo' };
  const ids = (...all: string[]) => all.map((id) => ({ id, title: id }));
  const sends: readonly (readonly [string, object])[] = [
    ['a number without a country code', { to: '0151 12345678', content: text }],
    ['a number that is none', { to: '+49 abc', content: text }],
    ['a number that is too short', { to: '+4915', content: text }],
    ['an id that is no BSUID', { to: { userId: 'x' }, content: text }],
    ['a contact that is not there', { to: { contactId: 'ctc_none' }, content: text }],
    ['a conversation that is not there', { to: { conversationId: 'cnv_none' }, content: text }],
    ['a number that is not connected', { to, from: '999', content: text }],
    ['a moment that is past', { to, content: text, sendAt: '2020-01-01T00:00:00Z' }],
    ['a moment that is far ahead', { to, content: text, sendAt: '2999-01-01T00:00:00Z' }],
    ['a moment without a time zone', { to, content: text, sendAt: 'tomorrow' }],
    [
      'a hold that ends before',
      { to, content: text, ifWindowClosed: { then: 'hold', until: '2020-01-01T00:00:00Z' } },
    ],
    [
      'a hold that is too long',
      { to, content: text, ifWindowClosed: { then: 'hold', until: '2999-01-01T00:00:00Z' } },
    ],
    ['a quote that is not there', { to, content: text, quote: 'msg_none' }],
    ['a last message that is not there', { to, content: text, ifLast: 'msg_none' }],
    [
      'a reference that is twice in the list',
      {
        to,
        content: text,
        links: [
          { tool: 'slack', key: 'a' },
          { tool: 'slack', key: 'a' },
        ],
      },
    ],
    ['a tool that cannot be', { to, content: text, sentBy: { tool: 'A B' } }],
    ['a reaction to nothing', { to, content: { type: 'reaction', message: 'msg_none', emoji: '👍' } }],
    ['a reaction that is no emoji', { to, content: { type: 'reaction', message: 'msg_none', emoji: 'x' } }],
    ['an image without a source', { to, content: { type: 'image' } }],
    ['an image from a private network', { to, content: { type: 'image', link: 'https://10.0.0.5/a.png' } }],
    [
      'an image from the metadata of a cloud',
      { to, content: { type: 'image', link: 'https://169.254.169.254/' } },
    ],
    ['only spaces', { to, content: { type: 'text', text: ' \n\t ' } }],
    ['half of a character', { to, content: { type: 'text', text: 'Hall\ud83d' } }],
    ['a NUL character', { to, content: { type: 'text', text: 'Hal\u0000lo' } }],
    ['two buttons of one id', { to, content: { type: 'buttons', body: 'Ja?', buttons: ids('a', 'a') } }],
    [
      'two sections without titles, with too many rows of one id',
      {
        to,
        content: {
          type: 'list',
          body: 'Was?',
          button: 'Liste',
          sections: [{ rows: ids(...'abcdef') }, { rows: ids(...'abcdef') }],
        },
      },
    ],
    ['a link that is none', { to, content: { type: 'link', body: 'Da', button: 'Da', url: 'ftp://x' } }],
    [
      'a flow with two names',
      {
        to,
        content: {
          type: 'flow',
          body: 'Da',
          button: '👍',
          flowId: '1',
          flowName: 'x',
          flowAction: 'data_exchange',
          screen: 'A',
          data: {},
        },
      },
    ],
    [
      'a contact card with a wrong day and number',
      {
        to,
        content: {
          type: 'contacts',
          contacts: [{ name: { formattedName: 'E' }, birthday: 'x', phones: [{ waId: '+49' }] }],
        },
      },
    ],
    ...['to', 'recipient', 'group_id', 'biz_opaque_callback_data', 'category', 'recipient_type'].map(
      (field) =>
        [
          `${field} in a raw message`,
          { to, content: { type: 'raw', message: { type: 'text', text: { body: 'x' }, [field]: 'group' } } },
        ] as const,
    ),
    ...['template', 'pin', 'to', 'no such type'].map(
      (type) => [`a raw ${type}`, { to, content: { type: 'raw', message: { type, [type]: {} } } }] as const,
    ),
  ];
  test.each(sends)('for a message with %s', async (_what, body) => {
    const sent = { method: 'POST', path: '/v1/messages', body };
    expect(await textsOf(sent, 'de')).not.toEqual({});
    expect(await untranslated(sent)).toEqual([]);
  });

  const grant = {
    contact: to,
    purpose: 'marketing',
    action: 'grant',
    method: 'web_form',
    source: 'Formular',
  };
  const others: readonly (readonly [string, string, string, unknown])[] = [
    [
      'consent without method and source',
      'POST',
      '/v1/consent',
      { contact: to, purpose: 'all', action: 'grant' },
    ],
    ['consent that speaks for Meta', 'POST', '/v1/consent', { ...grant, method: 'meta_preference' }],
    ['consent of tomorrow', 'POST', '/v1/consent', { ...grant, occurredAt: '2999-01-01T00:00:00Z' }],
    ['consent of before WhatsApp', 'POST', '/v1/consent', { ...grant, occurredAt: '2008-12-31T23:59:59Z' }],
    ['too much evidence', 'POST', '/v1/consent', { ...grant, evidence: { scan: 'x'.repeat(16_384) } }],
    [
      'a proof that is no text',
      'POST',
      '/v1/consent',
      { ...grant, action: 'confirm', evidence: { messageId: 5 } },
    ],
    [
      'a proof that is not there',
      'POST',
      '/v1/consent',
      { ...grant, action: 'confirm', evidence: { messageId: 'x' } },
    ],
    ['a key with a wrong scope', 'POST', '/v1/keys', { name: 'x', scopes: ['everything'] }],
    [
      'a key for numbers that are none',
      'POST',
      '/v1/keys',
      { name: 'x', scopes: ['admin'], numbers: ['9', '8'] },
    ],
    ['a key with spaces', 'POST', '/v1/keys', { name: 'x', scopes: ['admin'], key: 'a b '.repeat(10) }],
    ['a key that exists', 'POST', '/v1/keys', { name: 'x', scopes: ['admin'], key: testValues.apiKey }],
    ['a subscription to no URL', 'POST', '/v1/subscriptions', { url: 'nope' }],
    ['a subscription to metadata', 'POST', '/v1/subscriptions', { url: 'http://169.254.169.254/' }],
    ['a subscription with a password', 'POST', '/v1/subscriptions', { url: 'https://a:b@example.com/' }],
    ['a subscription to a private host', 'POST', '/v1/subscriptions', { url: 'http://10.0.0.1/' }],
    ['a time zone that is none', 'PATCH', '/v1/business', { timeZone: 'Mars', privacyUrl: 'http://x' }],
    ['a state without a value', 'PUT', '/v1/tools/slack/state/a', {}],
    ['a state of another version', 'PUT', '/v1/tools/slack/state/a', { value: 1, ifVersion: 7 }],
    ['a state of nobody', 'PUT', '/v1/tools/slack/state/a', { value: 1, contactId: 'ctc_none' }],
    ['a state that is too large', 'PUT', '/v1/tools/slack/state/a', { value: 'x'.repeat(70_000) }],
    ['a tool that cannot be', 'PUT', '/v1/tools/A%20B/state/a', { value: 1 }],
    ['a path that is none', 'GET', '/v1/nothing', undefined],
    ['a method that is none', 'DELETE', '/v1/messages', undefined],
    ['a percent that is none', 'GET', '/v1/messages/%zz', undefined],
    ['an id that is too long', 'GET', `/v1/messages/${'x'.repeat(5000)}`, undefined],
    ['an identity that is none', 'GET', '/v1/contacts?identity=%2B49%20abc', undefined],
    ['a webhook without a signature', 'POST', '/webhooks/whatsapp', {}],
    ['a wrong verify token', 'GET', '/webhooks/whatsapp?hub.mode=subscribe', undefined],
  ];
  test.each(others)('for %s', async (_what, method, path, body) => {
    const sent = { method, path, ...(body === undefined ? {} : { body }) };
    expect(await textsOf(sent, 'de')).not.toEqual({});
    expect(await untranslated(sent)).toEqual([]);
  });

  test('for a reference, a version and an Idempotency-Key that are taken', async () => {
    const link = { key: 'T1:C1:1', part: 0 };
    await gateway.call('PUT', `/v1/conversations/${conversationId}/links/slack`, { body: link });
    const taken = { method: 'PUT', path: `/v1/messages/${inboundId}/links/slack`, body: link };
    const send = { to: { conversationId }, content: text };
    const headers = { 'idempotency-key': 'once' };
    await gateway.call('POST', '/v1/messages', { body: send, headers });
    const repeated = { ...send, content: { type: 'text', text: 'Anderes' } };
    const linked = { ...send, links: [{ tool: 'slack', ...link }] };
    for (const sent of [
      taken,
      { method: 'POST', path: '/v1/messages', body: linked },
      { method: 'POST', path: '/v1/messages', body: repeated, headers },
      { method: 'POST', path: '/v1/messages', body: send, headers: { 'idempotency-key': 'ü'.repeat(3) } },
    ]) {
      expect(await textsOf(sent, 'de')).not.toEqual({});
      expect(await untranslated(sent)).toEqual([]);
    }
  });

  test('for the rows of a list of recipients', async () => {
    const errors = async (language: string) => {
      const body = { to: ['0151', { contactId: 'ctc_none' }], content: text };
      const headers = { 'accept-language': language };
      const answer = await gateway.call('POST', '/v1/messages/check', { body, headers });
      return answer.body.items.map((item: { error: string }) => item.error) as string[];
    };
    const [english, german] = [await errors('en'), await errors('de')];
    expect(german.filter((error, index) => error === english[index])).toEqual([]);
    expect(german[1]).toContain('es gibt keinen Kontakt "ctc_none"');
  });

  test("in the business's language where the caller asks for none", async () => {
    await gateway.call('PATCH', '/v1/business', { body: { language: 'de' } });
    const answer = await gateway.call('GET', '/v1/messages/msg_none');
    expect(answer.body.detail).toBe('Es gibt keine Nachricht "msg_none".');
    const unknown = await gateway.call('GET', '/v1/nothing', { key: null });
    expect(unknown.body.title).toBe('Kein solcher Pfad');
    await gateway.call('PATCH', '/v1/business', { body: { language: 'en' } });
  });
});
