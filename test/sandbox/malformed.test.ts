import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ACCOUNT_ID, aSandbox, NUMBER_ID, PHONE, type SandboxUnderTest } from './sandbox-under-test.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place in a JSON value where something can be put instead. */
function placesIn(value: Json, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Array.isArray(value)
    ? value.map((one, index) => [index, one] as const)
    : Object.entries(value);
  return [at, ...entries.flatMap(([key, one]) => placesIn(one, [...at, key]))];
}

function replaced(value: Json, [first, ...rest]: (string | number)[], by: Json): Json {
  if (first === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, Json>;
  copy[first] = replaced(copy[first] as Json, rest, by);
  return copy as Json;
}

const envelope = { messaging_product: 'whatsapp', to: PHONE };
const buttons = [{ type: 'reply', reply: { id: '1', title: 'Ja' } }];
const sections = [{ title: 'A', rows: [{ id: '1', title: 'Eins', description: 'x' }] }];
const file = { link: 'https://shop.example/a.png' };
const card = {
  card_index: 0,
  type: 'button',
  header: { type: 'image', image: file },
  body: { text: 'x' },
  action: { buttons },
};
const parameters = [{ type: 'text', text: 'a' }];

const SENDS: Json[] = [
  { ...envelope, type: 'text', text: { body: 'x', preview_url: true }, context: { message_id: 'wamid.x' } },
  { ...envelope, type: 'document', document: { ...file, caption: 'x', filename: 'a.pdf' } },
  { ...envelope, type: 'location', location: { latitude: 1, longitude: 2, name: 'x' } },
  {
    ...envelope,
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'x' }, phones: [{ phone: '1' }], org: {} }],
  },
  { ...envelope, type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
  {
    ...envelope,
    type: 'interactive',
    interactive: {
      type: 'button',
      header: { type: 'image', image: file },
      body: { text: 'x' },
      footer: { text: 'x' },
      action: { buttons },
    },
  },
  {
    ...envelope,
    type: 'interactive',
    interactive: { type: 'list', body: { text: 'x' }, action: { button: 'x', sections } },
  },
  {
    ...envelope,
    type: 'interactive',
    interactive: {
      type: 'carousel',
      body: { text: 'x' },
      action: { cards: [card, { ...card, card_index: 1 }] },
    },
  },
  {
    ...envelope,
    type: 'template',
    template: {
      name: 'appointment_reminder',
      language: { code: 'de' },
      components: [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'quick_reply', index: '0', parameters },
      ],
    },
  },
  {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.x',
    typing_indicator: { type: 'text' },
  },
];

const TEMPLATES: Json[] = [
  {
    name: 'x',
    language: 'de',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hallo {{a}}', example: {} },
      { type: 'BODY', text: 'Hallo {{b}} du', example: {} },
      { type: 'FOOTER', text: 'x' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'x', url: 'https://a.example/{{1}}', example: ['x'] },
          { type: 'PHONE_NUMBER', text: 'x', phone_number: '+49' },
        ],
      },
    ],
  },
  {
    name: 'x',
    language: 'de',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'x' },
      {
        type: 'CAROUSEL',
        cards: [
          { components: [{ type: 'BODY', text: 'x' }] },
          { components: [{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'x' }] }] },
        ],
      },
    ],
  },
];

const CONTROLS: [string, Json][] = [
  [
    `customers/${PHONE}/messages`,
    {
      type: 'image',
      name: 'x',
      userId: 'DE.1',
      hidePhone: false,
      ageHours: 1,
      data: 'AAAA',
      mimeType: 'image/png',
      caption: 'x',
    },
  ],
  [`customers/${PHONE}/messages`, { type: 'button', payload: 'x', replyTo: 'wamid.x' }],
  [`customers/${PHONE}/messages`, { type: 'contacts', contacts: [{ name: { formatted_name: 'x' } }] }],
  [`customers/${PHONE}`, { name: 'x', userId: 'DE.1', hidePhone: false }],
  [`customers/${PHONE}/preferences`, { marketing: 'stop' }],
  ['templates/hello_world/review', { decision: 'approve', category: 'UTILITY', reason: 'x' }],
];

const CALLS: [string, Json][] = [
  ...SENDS.map((body): [string, Json] => [`/v25.0/${NUMBER_ID}/messages`, body]),
  ...TEMPLATES.map((body): [string, Json] => [`/v25.0/${ACCOUNT_ID}/message_templates`, body]),
  ...CONTROLS.map(([path, body]): [string, Json] => [`/sandbox/${path}`, body]),
  [
    `/v25.0/${NUMBER_ID}/whatsapp_business_profile`,
    { messaging_product: 'whatsapp', about: 'x', websites: ['x'] },
  ],
  [`/v25.0/${NUMBER_ID}`, { webhook_configuration: { override_callback_uri: 'x', verify_token: 'x' } }],
];

describe('a body in which anything stands anywhere', () => {
  test('is refused with a reason or taken, and never makes the sandbox fail', async () => {
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
      fc.constantFrom<Json>(
        '',
        '__proto__',
        'constructor',
        '\u0000',
        '😀',
        -1,
        1e308,
        null,
        [],
        {},
        [null],
        [[]],
        { type: 'text' },
      ),
    );
    const call = fc
      .constantFrom(...CALLS)
      .chain(([path, body]) =>
        fc.tuple(fc.constant(path), fc.constant(body), fc.constantFrom(...placesIn(body)), junk),
      );
    await fc.assert(
      fc.asyncProperty(call, async ([path, body, place, by]) => {
        const headers = { authorization: 'Bearer sandbox-access-token' };
        const answer = await sandbox.call('POST', path, replaced(body, place, by), headers);
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400) expect(answer.body.error?.message.length).toBeGreaterThan(5);
      }),
      { numRuns: 300 },
    );
  });
});

test('the sandbox is an independent check: it uses nothing of the packages it checks', () => {
  const folder = fileURLToPath(new URL('../../packages/sandbox/src/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const imported = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/from '([^'.][^']*)'/g)].map(([, from]) => from),
  );
  const foreign = new Set(imported.filter((from) => !from?.startsWith('node:')));
  expect([...foreign].sort()).toEqual(['@fastify/multipart', 'fastify', 'undici']);
});
