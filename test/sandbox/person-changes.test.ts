import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, PHONE, type SandboxUnderTest } from './sandbox-under-test.ts';
import { until } from './until.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const isSystem = (type: string) => (message: Record<string, unknown>) =>
  (message.system as { type?: string } | undefined)?.type === type;

/** The newest system message of that type, and the change that carried it. */
async function told(type: string, count = 1) {
  const message = await until(() => {
    const found = sandbox.receiver.messages().filter(isSystem(type));
    return found.length === count ? found.at(-1) : undefined;
  }, 'the webhook');
  const value = sandbox.receiver
    .values()
    .findLast(({ messages }) =>
      (messages as { id: string }[] | undefined)?.some(({ id }) => id === message.id),
    );
  return { message, value };
}

describe('what WhatsApp tells of a person', () => {
  test('another number comes without contacts, and another user id after it', async () => {
    const { userId } = (await sandbox.customer('messages', { text: 'Hallo' })).body;
    const next = '4915187654321';
    const answer = await sandbox.customer('changes', { type: 'number', to: `+${next}` });
    expect(answer).toMatchObject({ status: 200, body: { phone: next } });
    const changed = await told('user_changed_number');
    expect(changed.message).toEqual({
      from: PHONE,
      id: expect.stringMatching(/^wamid\./),
      timestamp: expect.stringMatching(/^\d+$/),
      type: 'system',
      system: {
        body: expect.stringContaining(next),
        type: 'user_changed_number',
        wa_id: next,
      },
    });
    expect(changed.value?.contacts).toBeUndefined();
    const { message, value } = await told('user_changed_user_id');
    expect(message).toMatchObject({
      from: next,
      from_user_id: answer.body.userId,
      system: { user_id: answer.body.userId, previous_user_id: userId },
    });
    expect(value?.contacts).toMatchObject([{ wa_id: next, user_id: answer.body.userId }]);
    expect((await sandbox.phone(next)).map(({ text }) => text)).toEqual(['Hallo']);
    expect(await sandbox.phone(PHONE)).toEqual([]);
  });

  test('another number names both user ids when asked to', async () => {
    const { body: before } = await sandbox.customer('messages', { text: 'Hallo' }, '4915111111111');
    const body = { type: 'number', to: '4915122222222', userId: 'DE.77', withUserIds: true };
    await sandbox.customer('changes', body, '4915111111111');
    expect((await told('user_changed_number', 2)).message).toMatchObject({
      from: '4915111111111',
      from_user_id: before.userId,
      system: { wa_id: '4915122222222', user_id: 'DE.77', previous_user_id: before.userId },
    });
  });

  test('a person who hides the number has another user id, and no number that could change', async () => {
    const hidden = { text: 'Hallo', hidePhone: true, userId: 'DE.501', parentUserId: 'DE.ENT.501' };
    await sandbox.customer('messages', hidden, '4915133333333');
    await sandbox.customer(
      'changes',
      { type: 'number', to: '4915144444444', userId: 'DE.502' },
      '4915133333333',
    );
    const { message, value } = await told('user_changed_user_id', 3);
    expect(message.from).toBeUndefined();
    expect(message.system).toMatchObject({
      user_id: 'DE.502',
      previous_user_id: 'DE.501',
      parent_user_id: 'DE.ENT.501',
    });
    expect(JSON.stringify(value)).not.toContain('4915');
    expect(sandbox.receiver.messages().filter(isSystem('user_changed_number'))).toHaveLength(2);
  });

  test('a WhatsApp that was set up anew has another identity', async () => {
    await sandbox.customer('changes', { type: 'identity' }, '4915155555555');
    expect((await told('customer_identity_changed')).message).toMatchObject({
      from: '4915155555555',
      type: 'system',
      identity: {
        acknowledged: false,
        created_timestamp: expect.any(Number),
        hash: expect.stringMatching(/^\S{12}$/),
      },
      system: { type: 'customer_identity_changed', wa_id: '4915155555555' },
    });
  });

  test('a person who hides the number shares it in answer to a request', async () => {
    const body = { type: 'contacts', origin: 'contact_request', hidePhone: true, name: 'Erika' };
    const { wamid } = (await sandbox.customer('messages', body, '4915166666666')).body;
    const message = await until(
      () => sandbox.receiver.messages().find(({ id }) => id === wamid),
      'the webhook',
    );
    expect(message.from).toBeUndefined();
    expect(message.contacts).toEqual([
      {
        name: { formatted_name: 'Erika', first_name: 'Erika' },
        phones: [{ phone: '+4915166666666', wa_id: '4915166666666', type: 'CELL' }],
        origin: 'contact_request',
      },
    ]);
  });

  test('a user name is in the profile', async () => {
    await sandbox.customer('messages', { text: 'Hallo', username: 'erika.m' }, '4915177777777');
    await until(
      () =>
        sandbox.receiver
          .values()
          .find(({ contacts }) => JSON.stringify(contacts ?? '').includes('"username":"erika.m"')),
      'the webhook',
    );
  });
});

test.each([
  [{ type: 'number' }, 'to'],
  [{ type: 'number', to: 'Erika' }, 'to'],
  [{ type: 'hair' }, 'type'],
  [{ type: 'user_id', userId: '4915112345678' }, 'userId'],
])('a change such as %j is refused, naming the field', async (body, field) => {
  const { status, body: answer } = await sandbox.customer('changes', body, '4915188888888');
  expect(status).toBe(422);
  expect(answer.error?.fields?.map(({ path }) => path)).toContain(field);
});

test('a number that another customer has is refused', async () => {
  await sandbox.customer('messages', { text: 'Hallo' }, '4915199999991');
  const body = { type: 'number', to: '4915199999991' };
  expect(await sandbox.customer('changes', body, '4915199999992')).toMatchObject({ status: 422 });
});
