import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { metaFixture } from '../core/cloud-api/meta-fixture.ts';
import { ACCOUNT_ID, aSandbox, type SandboxUnderTest } from './sandbox-under-test.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const PATH = `${ACCOUNT_ID}/message_templates`;

let sandbox: SandboxUnderTest;
let clockMs: number;
beforeEach(async () => {
  clockMs = Date.now();
  sandbox = await aSandbox({ now: () => clockMs, account: { isUnverified: true } });
});
afterEach(() => sandbox.close());

type Change = Record<string, unknown>;
const create = (name: string, more: Change = {}) =>
  sandbox.graph('POST', PATH, {
    name,
    language: 'de',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Guten Tag.' }],
    ...more,
  });
const approved = async (name: string): Promise<string> => {
  const { id } = (await create(name)).body as { id: string };
  await sandbox.call('POST', `/sandbox/templates/${id}/review`, { decision: 'approve' });
  return id;
};

describe("templates of Meta's own kinds", () => {
  const creations = metaFixture('template-creations') as { name: string }[];
  test.each(creations.map((creation) => [creation.name, creation] as const))(
    '%s is taken',
    async (_name, body) => {
      expect((await sandbox.graph('POST', PATH, body)).body).toMatchObject({ status: 'PENDING' });
    },
  );
});

describe('how many', () => {
  test('100 an hour, then 80007', async () => {
    for (let i = 0; i < 100; i += 1) expect((await create(`t_${i}`)).status).toBe(200);
    expect((await create('t_100')).body.error?.code).toBe(80007);
    clockMs += HOUR_MS + 1;
    expect((await create('t_100')).status).toBe(200);
  });

  test('250 while the business is not verified, then 2388019', async () => {
    const there = ((await sandbox.graph('GET', `${PATH}?limit=1000`)).body.data as unknown[]).length;
    for (let i = there; i < 250; i += 1) {
      if (i % 100 === 0) clockMs += HOUR_MS + 1;
      expect((await create(`t_${i}`)).status).toBe(200);
    }
    clockMs += HOUR_MS + 1;
    expect((await create('one_more')).body.error).toMatchObject({ code: 100, error_subcode: 2388019 });
  });
});

describe('editing an approved template', () => {
  const edit = (id: string) =>
    sandbox.graph('POST', id, { components: [{ type: 'BODY', text: `Guten Tag zum ${clockMs}.` }] });
  const approve = (id: string) =>
    sandbox.call('POST', `/sandbox/templates/${id}/review`, { decision: 'approve' });

  test('goes once in 24 hours and ten times in 30 days', async () => {
    const id = await approved('edited');
    for (let i = 0; i < 10; i += 1) {
      expect((await edit(id)).status).toBe(200);
      await approve(id);
      expect((await edit(id)).body.error?.code).toBe(100);
      clockMs += DAY_MS;
    }
    expect((await edit(id)).body.error?.code).toBe(100);
    clockMs += 21 * DAY_MS;
    expect((await edit(id)).status).toBe(200);
  });

  test('refuses an edit of nothing, and leaves the template approved', async () => {
    const id = await approved('untouched');
    expect((await sandbox.graph('POST', id, {})).body.error?.code).toBe(100);
    expect((await sandbox.graph('GET', `${id}?fields=status`)).body.status).toBe('APPROVED');
  });

  test.each(['archive', 'appeal', 'disable'])('refuses one after: %s', async (decision) => {
    const id = await approved('closed');
    await sandbox.call('POST', `/sandbox/templates/${id}/review`, { decision });
    expect((await edit(id)).body.error).toMatchObject({ code: 100, error_subcode: 2388023 });
  });

  test('takes the reason of a rejection away', async () => {
    const { id } = (await create('rejected')).body as { id: string };
    await sandbox.call('POST', `/sandbox/templates/${id}/review`, { decision: 'reject', reason: 'SCAM' });
    expect((await sandbox.graph('GET', `${id}?fields=rejected_reason`)).body.rejected_reason).toBe('SCAM');
    await edit(id);
    expect((await sandbox.graph('GET', `${id}?fields=rejected_reason`)).body).toEqual({ id });
  });

  test('a rejected one can be edited at once', async () => {
    const { id } = (await create('rejected')).body as { id: string };
    for (let i = 0; i < 3; i += 1) {
      await sandbox.call('POST', `/sandbox/templates/${id}/review`, { decision: 'reject' });
      expect((await edit(id)).status).toBe(200);
    }
  });
});

describe('deleting', () => {
  test('an approved name stays reserved for 30 days in its language', async () => {
    await approved('gone');
    await sandbox.graph('DELETE', `${PATH}?name=gone`);
    expect((await create('gone')).body.error).toMatchObject({ code: 100, error_subcode: 2388023 });
    expect((await create('gone', { language: 'en' })).status).toBe(200);
    clockMs += 30 * DAY_MS + 1;
    expect((await create('gone')).status).toBe(200);
  });

  test('one that was never approved can be made again', async () => {
    await create('draft');
    await sandbox.graph('DELETE', `${PATH}?name=draft`);
    expect((await create('draft')).status).toBe(200);
  });
});

describe('what Meta refuses at once', () => {
  const body = { type: 'BODY', text: 'Guten Tag.' };
  const otp = { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] };
  const image = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::x'] } };
  const card = (...components: object[]) => ({ components: [image, body, ...components] });
  const carousel = (...cards: object[]) => ({
    category: 'MARKETING',
    components: [body, { type: 'CAROUSEL', cards }],
  });
  const offer = (more: object = {}) => ({
    type: 'LIMITED_TIME_OFFER',
    limited_time_offer: { text: 'Bald', ...more },
  });
  const code = (components: object[]) => ({ category: 'AUTHENTICATION', components });
  test.each<[string, Change, number]>([
    [
      'words for too few',
      { components: [{ type: 'BODY', text: 'Da {{1}} {{2}}.', example: { body_text: [['a', 'b']] } }] },
      2388293,
    ],
    [
      'an emoji in the header',
      { components: [{ type: 'HEADER', format: 'TEXT', text: 'Da 📦' }, body] },
      2388047,
    ],
    [
      'a variable without a value in the example',
      { components: [{ type: 'BODY', text: 'Da ist {{1}} nun.', example: {} }] },
      2388072,
    ],
    [
      'two variables with one example',
      {
        components: [
          { type: 'BODY', text: 'Da ist {{1}} und dort {{2}} nun.', example: { body_text: [['a']] } },
        ],
      },
      2388072,
    ],
    [
      'a named variable with the example of another',
      {
        parameter_format: 'named',
        components: [
          {
            type: 'BODY',
            text: 'Da ist {{name}} nun.',
            example: { body_text_named_params: [{ param_name: 'other', example: 'x' }] },
          },
        ],
      },
      2388072,
    ],
    [
      'a picture without a handle',
      { components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: [] } }, body] },
      2388047,
    ],
    ['a footer without a text', { components: [body, { type: 'FOOTER' }] }, 2388073],
    ['buttons without a button', { components: [body, { type: 'BUTTONS' }] }, 2388023],
    ...(
      [
        ['a URL that ends after its scheme', { type: 'URL', text: 'x', url: 'https://' }],
        ['a URL with a blank', { type: 'URL', text: 'x', url: 'https://shop.example/a b' }],
        [
          'a URL with an empty example',
          { type: 'URL', text: 'x', url: 'https://shop.example/{{1}}', example: [] },
        ],
        ['a phone number of letters', { type: 'PHONE_NUMBER', text: 'x', phone_number: 'abc' }],
        ['a code of 21 characters', { type: 'COPY_CODE', example: 'x'.repeat(21) }],
        ['a flow that is not named', { type: 'FLOW', text: 'x' }],
      ] as const
    ).map(([what, button]): [string, Change, number] => [
      what,
      { category: 'MARKETING', components: [body, { type: 'BUTTONS', buttons: [button] }] },
      2388023,
    ]),
    ['a text in an authentication template', code([body, otp]), 2388023],
    [
      'a code that expires after 91 minutes',
      code([{ type: 'BODY' }, { type: 'FOOTER', code_expiration_minutes: 91 }, otp]),
      2388023,
    ],
    [
      'one-tap without an app',
      code([{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'ONE_TAP' }] }]),
      2388023,
    ],
    [
      'one-tap with a hash that has a stray %',
      code([
        { type: 'BODY' },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'OTP',
              otp_type: 'ONE_TAP',
              supported_apps: [{ package_name: 'com.example', signature_hash: '%zz' }],
            },
          ],
        },
      ]),
      2388023,
    ],
    ['an offer in a utility template', { components: [offer(), body] }, 2388023],
    [
      'an offer with a footer',
      { category: 'MARKETING', components: [offer(), body, { type: 'FOOTER', text: 'x' }] },
      2388023,
    ],
    [
      'an offer that ends without a code',
      { category: 'MARKETING', components: [offer({ has_expiration: true }), body] },
      2388023,
    ],
    [
      'an offer of 17 characters',
      { category: 'MARKETING', components: [offer({ text: 'x'.repeat(17) }), body] },
      2388023,
    ],
    [
      'an offer with a button of no type',
      {
        category: 'MARKETING',
        components: [offer({ has_expiration: true }), body, { type: 'BUTTONS', buttons: [{}] }],
      },
      2388023,
    ],
    [
      'cards that differ',
      carousel(card(), card({ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Ja' }] })),
      2388023,
    ],
    ['a card without a picture', carousel({ components: [body] }, { components: [body] }), 2388047],
    ['utility for a month', { message_send_ttl_seconds: 2_592_000 }, 2388023],
    ['marketing for an hour', { category: 'MARKETING', message_send_ttl_seconds: 3600 }, 2388023],
  ])('%s', async (_what, more, subcode) => {
    expect((await create('refused', more)).body.error).toMatchObject({ code: 100, error_subcode: subcode });
  });
});

test('a code of 20 characters and a URL with an example are taken', async () => {
  const buttons = [
    { type: 'COPY_CODE', example: 'x'.repeat(20) },
    { type: 'URL', text: 'Los', url: 'https://shop.example/{{1}}', example: ['https://shop.example/a'] },
  ];
  const components = [
    { type: 'BODY', text: 'Guten Tag.' },
    { type: 'BUTTONS', buttons },
  ];
  expect((await create('full', { category: 'MARKETING', components })).status).toBe(200);
});

test('a paused template is unpaused by its owner, and no other is', async () => {
  const id = await approved('tired');
  expect((await sandbox.graph('POST', `${id}/unpause`)).status).toBe(400);
  await sandbox.call('POST', `/sandbox/templates/${id}/review`, { decision: 'pause' });
  expect((await sandbox.graph('POST', `${id}/unpause`)).body).toEqual({ success: true });
  expect((await sandbox.graph('GET', `${id}?fields=status`)).body.status).toBe('APPROVED');
});
