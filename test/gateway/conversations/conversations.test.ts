import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { noteRefusal } from '../../../packages/gateway/src/conversations/note-refusal.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive, typesOf } from '../intake/inbox.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

const MINUTE_MS = 60_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const write = async (minutes = 1, from = newCustomer(), numberId: string = testValues.numberId) => {
  const body = messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(minutes) })], { numberId });
  return one(await receive(gateway, body), 'message.received');
};
const post = (id: string, step: string, body?: unknown) =>
  gateway.call('POST', `/v1/conversations/${id}/${step}`, body === undefined ? {} : { body });
const list = async (query: string) =>
  (await gateway.call('GET', `/v1/conversations?${query}`)).body as {
    items: { id: string }[];
    cursor: string | null;
  };
const anna = { tool: 'slack', actor: 'U024BE7LH', name: 'Anna' };
const tellsDuring = async (step: () => Promise<unknown>) => {
  const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
  await step();
  const { events } = (await gateway.call('GET', `/v1/events?after=${cursor}&limit=1000`)).body;
  return events as { type: string; data: { conversation: Record<string, unknown> } }[];
};

describe('A conversation', () => {
  test('is assigned to a person, which takes it from the automations for 12 hours', async () => {
    const { conversation } = await write();
    const told = await tellsDuring(async () => {
      const before = Date.now();
      const { body } = await post(conversation.id, 'assign', { assignee: anna });
      expect(body.assignee).toEqual({ ...anna, email: null });
      const takenFor = Date.parse(body.takenUntil) - before;
      expect(Math.abs(takenFor - 12 * 60 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
    });
    expect(told).toMatchObject([
      { type: 'conversation.updated', data: { conversation: { id: conversation.id, assignee: anna } } },
    ]);
  });

  test('is given to the first of two who want it; the other one hears who has it', async () => {
    const { conversation } = await write();
    const berta = { tool: 'slack', actor: 'U999', name: 'Berta' };
    expect((await post(conversation.id, 'assign', { assignee: anna, ifAssignee: null })).status).toBe(200);
    const late = await post(conversation.id, 'assign', { assignee: berta, ifAssignee: null });
    expect(late).toMatchObject({ status: 409, body: { code: 'ALREADY_ASSIGNED' } });
    expect(late.body.detail).toBe('Anna (slack) has the conversation now.');
    expect((await post(conversation.id, 'assign', { assignee: anna, ifAssignee: null })).status).toBe(200);
    expect((await post(conversation.id, 'assign', { assignee: berta, ifAssignee: 'U024BE7LH' })).status).toBe(
      200,
    );
    const wrong = { assignee: anna, ifAssignee: { tool: 'salesforce', actor: 'U999' } };
    expect((await post(conversation.id, 'assign', wrong)).status).toBe(409);
    const { body } = await post(conversation.id, 'assign', { assignee: null, ifAssignee: 'U999' });
    expect(body.assignee).toBeNull();
  });

  test('is given back by release, and by resolve, which also ends the case', async () => {
    const { conversation } = await write();
    await post(conversation.id, 'assign', { assignee: anna });
    expect((await post(conversation.id, 'release')).body).toMatchObject({ assignee: null, takenUntil: null });
    await post(conversation.id, 'assign', { assignee: anna });
    expect((await post(conversation.id, 'resolve')).body).toMatchObject({
      state: 'resolved',
      unanswered: false,
      takenUntil: null,
    });
    expect((await post(conversation.id, 'reopen')).body.state).toBe('open');
  });

  test('that stays as it is, is not told', async () => {
    const { conversation } = await write();
    expect(await tellsDuring(() => post(conversation.id, 'reopen'))).toEqual([]);
    expect(await tellsDuring(() => post(conversation.id, 'release'))).toEqual([]);
  });

  test('has tags and a language', async () => {
    const { conversation } = await write();
    const path = `/v1/conversations/${conversation.id}`;
    const { body } = await gateway.call('PATCH', path, {
      body: { tags: ['vip', 'vip', '50%_'], language: 'de' },
    });
    expect(body).toMatchObject({ tags: ['vip', '50%_'], language: 'de' });
    expect((await gateway.call('PATCH', path, { body: { language: null } })).body.language).toBeNull();
    expect((await list(`tag=${encodeURIComponent('50%_')}`)).items).toMatchObject([{ id: conversation.id }]);
    expect((await list(`tag=${encodeURIComponent('5%')}`)).items).toEqual([]);
    const wrong = await gateway.call('PATCH', path, { body: { tag: ['vip'] } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'tag' }] } });
  });

  test('shows its messages in order, page by page', async () => {
    const from = newCustomer();
    const { conversation } = await write(9, from);
    for (const minutes of [8, 7, 6, 5]) await write(minutes, from);
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = await gateway.call('GET', `/v1/conversations/${conversation.id}/messages?limit=2${next}`);
      ids.push(...page.body.items.map((item: { createdAt: string }) => item.createdAt));
      cursor = page.body.cursor;
    }
    expect(ids).toHaveLength(5);
    expect(ids.toSorted()).toEqual(ids);
    const garbage = await gateway.call('GET', `/v1/conversations/${conversation.id}/messages?cursor=garbage`);
    expect(garbage).toMatchObject({ status: 422, body: { errors: [{ path: 'cursor' }] } });
  });

  test.each([
    ['GET', '', undefined],
    ['GET', '/messages', undefined],
    ['PATCH', '', { tags: [] }],
    ['POST', '/assign', { assignee: null }],
    ['POST', '/release', undefined],
    ['POST', '/resolve', undefined],
    ['POST', '/reopen', undefined],
    ['PUT', '/links/slack', { key: 'T1:C1:1' }],
  ])('that is not there is answered 404 to %s %s', async (method, step, body) => {
    const answer = await gateway.call(method, `/v1/conversations/cnv_nowhere${step}`, body ? { body } : {});
    expect(answer.status).toBe(404);
  });

  test('shows the last refusal of an automation, the same one once a minute', async () => {
    const { conversation } = await write();
    const at = new Date();
    const refuse = (milliseconds: number, code: 'TAKEN_BY_PERSON' | 'AI_DISCLOSURE_MISSING') =>
      gateway.runtime.store.write((tx) =>
        noteRefusal(tx, gateway.runtime, conversation.id, {
          at: new Date(at.getTime() + milliseconds),
          code,
          reason: 'Anna answers here.',
          remedy: null,
          sentBy: { tool: 'n8n', kind: 'automation', actor: null, name: null },
        }),
      );
    const told = await tellsDuring(async () => {
      await refuse(0, 'TAKEN_BY_PERSON');
      await refuse(59_000, 'TAKEN_BY_PERSON');
      await refuse(59_500, 'AI_DISCLOSURE_MISSING');
      await refuse(119_600, 'AI_DISCLOSURE_MISSING');
    });
    expect(told.map(({ data }) => data.conversation.lastRefusal)).toMatchObject([
      { at: at.toISOString(), code: 'TAKEN_BY_PERSON', sentBy: { tool: 'n8n' } },
      { code: 'AI_DISCLOSURE_MISSING' },
      { code: 'AI_DISCLOSURE_MISSING', at: new Date(at.getTime() + 119_600).toISOString() },
    ]);
  });
});

describe('The list of conversations', () => {
  test('is the latest first, page by page, each once', async () => {
    const all = (await list('limit=200')).items.map((item) => item.id);
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(
        `limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      found.push(...page.items.map((item) => item.id));
      cursor = page.cursor;
    }
    expect(found).toEqual(all);
    const { conversation } = await write(0);
    expect((await list('limit=1')).items).toMatchObject([{ id: conversation.id }]);
  });

  test('filters', async () => {
    const fresh = (await write(1)).conversation.id;
    const closing = (await write(23 * 60)).conversation.id;
    const closed = (await write(25 * 60)).conversation.id;
    await post(fresh, 'assign', { assignee: { tool: 'slack', actor: 'U-filter' } });
    await post(closed, 'resolve');
    const among = async (query: string) => {
      const ids = (await list(`limit=200&${query}`)).items.map((item) => item.id);
      return [fresh, closing, closed].map((id) => ids.includes(id));
    };
    expect(await among('open=true')).toEqual([true, true, false]);
    expect(await among('open=false')).toEqual([false, false, true]);
    expect(await among('closingWithinMinutes=60')).toEqual([false, true, false]);
    expect(await among('closingWithinMinutes=30')).toEqual([false, false, false]);
    expect(await among('unanswered=true')).toEqual([true, true, false]);
    expect(await among('assignee=U-filter')).toEqual([true, false, false]);
    expect(await among('assignee=none')).toEqual([false, true, true]);
    expect(await among('state=resolved')).toEqual([false, false, true]);
    expect(await among('open=true&unanswered=true&assignee=none')).toEqual([false, true, false]);
  });

  test.each(['cursor=garbage', 'open=perhaps', 'limit=201', 'closingWithinMinutes=0', 'state=asleep'])(
    'refuses "%s" by the name of the field',
    async (query) => {
      const answer = await gateway.call('GET', `/v1/conversations?${query}`);
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0].path).toBe(query.split('=')[0]);
    },
  );

  test('shows a key that is bound to numbers those alone', async () => {
    const other = (await write(1, newCustomer(), '400000000000004')).conversation.id;
    const key = await gateway.makeKey(['messages:read', 'messages:send'], { numbers: ['400000000000004'] });
    const { body } = await gateway.call('GET', '/v1/conversations?limit=200', { key });
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([other]);
    const foreign = (await list('limit=200')).items.find((item) => item.id !== other)?.id;
    expect((await gateway.call('GET', `/v1/conversations/${foreign}`, { key })).status).toBe(404);
    expect((await gateway.call('POST', `/v1/conversations/${foreign}/resolve`, { key })).status).toBe(404);
  });
});

describe('The window', () => {
  test('is told as closing 2 hours before, and as closed, once each and across restarts', async () => {
    let ahead = 0;
    const now = () => new Date(Date.now() + ahead);
    let clocked = await startTestGateway({ now });
    const first = clocked;
    const told = async () => {
      const { events } = (
        await clocked.call('GET', '/v1/events?types=window.opened,window.closing,window.closed')
      ).body;
      return events.map((event: { type: string }) => event.type);
    };
    // The clock of the windows looks at every start.
    const restart = async () => {
      await clocked.stop();
      clocked = await startTestGateway({ now, dataDir: first.dataDir });
    };
    const say = (from: string) =>
      receive(clocked, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(0, now()) })]));
    const from = newCustomer();
    await say(from);
    ahead += (22 * 60 - 6) * MINUTE_MS;
    await restart();
    expect(await told()).toEqual(['window.opened']);
    ahead += 2 * MINUTE_MS;
    await restart();
    await restart();
    expect(await told()).toEqual(['window.opened', 'window.closing']);
    expect(typesOf(await say(from))).toEqual(['message.received']);
    ahead += 25 * 60 * MINUTE_MS;
    await restart();
    await restart();
    // Down for the whole day, it tells that the window has closed, and not any more that it will.
    expect(await told()).toEqual(['window.opened', 'window.closing', 'window.closed']);
    expect(typesOf(await say(from))).toEqual(['message.received', 'window.opened']);
    await clocked.close();
    await first.close();
  });

  test('that closes soon is told of within seconds', async () => {
    const from = newCustomer();
    const at = minutesAgo(22.5 * 60, new Date());
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at })]));
    await eventually(
      async () => {
        const { events } = (await gateway.call('GET', '/v1/events?types=window.closing&limit=1000')).body;
        return events.some((event: { data: unknown }) => JSON.stringify(event.data).includes(from));
      },
      'the end of the window is announced',
      10_000,
    );
  });
});
