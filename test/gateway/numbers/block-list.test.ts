import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { testValues } from '../../support/gateway.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

let line: SandboxLine;
beforeAll(async () => {
  line = await startSandboxLine();
});
afterAll(() => line.close());

const path = `/v1/numbers/${testValues.numberId}/blocked`;
/** A customer who wrote; gives the contact once the gateway has it. */
async function written(phone: string, more: object = {}): Promise<string> {
  const body = { type: 'text', text: 'Hallo', ...more };
  await line.toSandbox('POST', `/sandbox/customers/${phone}/messages`, body);
  return eventually(async () => {
    const { items } = (await line.gateway.call('GET', `/v1/contacts?identity=%2B${phone}`)).body;
    return items[0]?.id as string | undefined;
  }, 'the customer is known');
}
const write = (phone: string) =>
  fetch(`${line.sandbox.url}/sandbox/customers/${phone}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'text', text: 'Noch einmal' }),
  });

describe('the block list of a number', () => {
  test('takes somebody who wrote, and then nothing comes or goes', async () => {
    const contactId = await written('4915112340001');
    expect((await line.gateway.call('PUT', `${path}/${contactId}`)).status).toBe(204);
    expect((await line.gateway.call('GET', path)).body.items).toEqual([
      { contactId, phone: '+4915112340001', userId: expect.stringMatching(/^DE\./) },
    ]);
    expect((await write('4915112340001')).status).toBe(409);
    const answer = await line.gateway.call('POST', '/v1/messages', {
      body: { to: { contactId }, content: { type: 'text', text: 'Hallo' } },
    });
    const failed = await eventually(async () => {
      const { body } = await line.gateway.call('GET', `/v1/messages/${answer.body.id}`);
      return body.status === 'failed' ? body : undefined;
    }, 'the message is refused');
    expect(failed.error).toMatchObject({ source: 'meta', code: '130403' });
    expect((await line.gateway.call('DELETE', `${path}/${contactId}`)).status).toBe(204);
    expect((await line.gateway.call('GET', path)).body.items).toEqual([]);
    expect((await write('4915112340001')).status).toBe(200);
  });

  test('does not take somebody who last wrote more than 24 hours ago, and says so', async () => {
    const contactId = await written('4915112340002', { ageHours: 25 });
    const answer = await line.gateway.call('PUT', `${path}/${contactId}`, {
      headers: { 'accept-language': 'de' },
    });
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'META_REFUSED',
      errors: [{ path: 'contactId', message: expect.stringContaining('131047') }],
    });
  });

  test('of somebody without a phone number goes by the user id', async () => {
    const userId = 'DE.13491208655302741918';
    await line.toSandbox('POST', '/sandbox/customers/4915112340003/messages', {
      type: 'text',
      text: 'Hallo',
      userId,
      hidePhone: true,
    });
    const contactId = await eventually(async () => {
      const { items } = (await line.gateway.call('GET', `/v1/contacts?identity=${userId}`)).body;
      return items[0]?.id as string | undefined;
    }, 'the customer is known');
    expect((await line.gateway.call('PUT', `${path}/${contactId}`)).status).toBe(204);
    expect((await line.gateway.call('GET', path)).body.items).toEqual([{ contactId, phone: null, userId }]);
    await line.gateway.call('DELETE', `${path}/${contactId}`);
  });

  test('is read in pages', async () => {
    const ids = [];
    for (const last of [4, 5, 6]) ids.push(await written(`491511234000${last}`));
    for (const id of ids) await line.gateway.call('PUT', `${path}/${id}`);
    const first = (await line.gateway.call('GET', `${path}?limit=2`)).body;
    const second = (await line.gateway.call('GET', `${path}?limit=2&cursor=${first.cursor}`)).body;
    expect(second.cursor).toBeNull();
    const listed = [...first.items, ...second.items].map(({ contactId }) => contactId);
    expect(listed.sort()).toEqual(ids.sort());
  });

  test('of people and numbers that are not there is 404', async () => {
    expect((await line.gateway.call('PUT', `${path}/ctc_nobody`)).status).toBe(404);
    expect((await line.gateway.call('GET', '/v1/numbers/1/blocked')).status).toBe(404);
    const other = await line.gateway.otherNumber();
    expect((await line.gateway.call('GET', `/v1/numbers/${other}/blocked`)).status).toBe(409);
  });
});

describe('the Graph surface of the sandbox', () => {
  const change = (method: string, users: object[]) =>
    line.toSandbox(method, `/v25.0/${testValues.numberId}/block_users`, {
      messaging_product: 'whatsapp',
      block_users: users,
    });

  test('does what it can of a list, and names who failed under 139100', async () => {
    await written('4915112340007');
    const answer = await change('POST', [{ user: '+4915112340007' }, { user: '+4915112349999' }]);
    expect(answer).toMatchObject({
      block_users: {
        added_users: [{ input: '+4915112340007', wa_id: '4915112340007' }],
        failed_users: [{ input: '+4915112349999', errors: [{ code: 131047 }] }],
      },
      error: { code: 139100 },
    });
    expect(await change('DELETE', [{ user: '4915112340007' }])).toMatchObject({
      block_users: { removed_users: [{ wa_id: '4915112340007' }] },
    });
  });

  test('refuses a body that is not as Meta wants it', async () => {
    expect(await change('POST', [])).toMatchObject({ error: { code: 131009 } });
    expect(await change('POST', [{ phone: '1' }])).toMatchObject({ error: { code: 100 } });
  });
});
