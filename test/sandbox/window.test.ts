import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const aText = { type: 'text', text: { body: 'Hallo' } };
const hello = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
const sale = {
  type: 'template',
  template: {
    name: 'summer_sale',
    language: { code: 'de' },
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/sale.jpg' } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Erika' }] },
    ],
  },
};

describe('the customer service window', () => {
  test.each([
    ['the customer never wrote', undefined, 'failed'],
    ['the last message is 25 hours old', 25, 'failed'],
    ['the last message is exactly 24 hours old', 24, 'failed'],
    ['the last message is 23.9 hours old', 23.9, 'delivered'],
    ['the customer just wrote', 0, 'delivered'],
  ])('a free-form text when %s', async (_case, ageHours, outcome) => {
    const phone = `49151000${Math.round((ageHours ?? 99) * 10) + 10_000}`;
    if (ageHours !== undefined) await sandbox.customer('messages', { text: 'Hallo', ageHours }, phone);
    const answer = await sandbox.send({ ...aText, to: phone });
    expect(answer.status).toBe(200);
    const status = await sandbox.receiver.status(wamidOf(answer), outcome);
    if (outcome === 'failed') {
      expect(status).toEqual({
        id: wamidOf(answer),
        status: 'failed',
        timestamp: expect.any(String),
        recipient_id: phone,
        errors: [
          {
            code: 131047,
            title: 'Re-engagement message',
            message: 'Re-engagement message',
            error_data: { details: expect.stringContaining('24 hours') },
            href: expect.stringMatching(/^https:/),
          },
        ],
      });
      expect(sandbox.receiver.statuses(wamidOf(answer))).toHaveLength(1);
    }
  });

  test('an older message that arrives later does not close it', async () => {
    const phone = '4915100020001';
    await sandbox.customer('messages', { text: 'neu' }, phone);
    await sandbox.customer('messages', { text: 'alt', ageHours: 30 }, phone);
    expect((await sandbox.phone(phone)).map(({ text }) => text)).toEqual(['alt', 'neu']);
    await sandbox.receiver.status(wamidOf(await sandbox.send({ ...aText, to: phone })), 'delivered');
  });

  test('a template goes out at any time, and is billed as a regular one outside', async () => {
    const wamid = wamidOf(await sandbox.send({ ...hello, to: '4915100020002' }));
    expect(await sandbox.receiver.status(wamid, 'delivered')).toMatchObject({
      pricing: { billable: true, type: 'regular', category: 'utility' },
    });
  });

  test('a text with a category goes out as Direct Send', async () => {
    const answer = await sandbox.send({ ...aText, category: 'utility', to: '4915100020003' });
    expect(await sandbox.receiver.status(wamidOf(answer), 'delivered')).toMatchObject({
      pricing: { category: 'utility' },
    });
  });
});

describe('a person who stopped marketing', () => {
  const phone = '4915100030001';

  test('is reported with a user_preferences webhook', async () => {
    expect((await sandbox.customer('preferences', { marketing: 'stop' }, phone)).status).toBe(200);
    const wamid = wamidOf(await sandbox.send({ ...sale, to: phone }));
    expect((await sandbox.receiver.status(wamid, 'failed')).errors).toMatchObject([{ code: 131050 }]);
    expect(sandbox.receiver.values('user_preferences')).toMatchObject([
      {
        contacts: [{ wa_id: phone }],
        user_preferences: [
          { wa_id: phone, category: 'marketing_messages', value: 'stop', timestamp: expect.any(Number) },
        ],
      },
    ]);
  });

  test('still gets utility templates, and marketing again after resuming', async () => {
    await sandbox.receiver.status(wamidOf(await sandbox.send({ ...hello, to: phone })), 'delivered');
    await sandbox.customer('preferences', { marketing: 'resume' }, phone);
    await sandbox.receiver.status(wamidOf(await sandbox.send({ ...sale, to: phone })), 'delivered');
  });
});
