import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';
import { windowClosed } from './conversation-gateway.ts';

const rich = (...elements: object[]) => [
  { type: 'rich_text', block_id: 'x', elements: [{ type: 'rich_text_section', elements }] },
];

describe('a reply in a thread', () => {
  let stage: Stage;
  let thread: string;
  let conversationId: string;
  beforeEach(async () => {
    stage = await startStage();
    const made = await stage.customer();
    thread = made.thread;
    conversationId = made.conversation.id;
  });
  afterEach(async () => {
    expect(stage.slack.faults).toEqual([]);
    await stage.close();
  });

  const lines = () => stage.slack.messages(thread).map(textOf);
  const reactions = (ts: string) => stage.slack.reactions(ts);
  const texts = () => stage.gateway.sent().map((message) => (message.content as { text?: string }).text);
  const cursorIsAtEnd = () => {
    const { value } = stage.gateway.states.get('slack/cursor') ?? {};
    return (value as { cursor?: string })?.cursor === String(stage.gateway.events.length);
  };
  const inboxIsEmpty = () => ![...stage.gateway.states.keys()].some((key) => key.includes('inbox:'));

  test('goes to the customer with its author, its formatting and its link', async () => {
    const blocks = rich(
      { type: 'text', text: 'Ihr Paket ' },
      { type: 'text', text: 'kommt', style: { bold: true } },
      { type: 'emoji', name: 'tada', unicode: '1f389' },
    );
    const ts = await stage.slack.say({ text: 'Ihr Paket *kommt* :tada:', blocks, thread });
    await until(() => stage.gateway.sent().length === 1);
    expect(stage.gateway.sent()[0]).toMatchObject({
      conversationId,
      content: { type: 'text', text: 'Ihr Paket *kommt*🎉' },
      sentBy: { tool: 'slack', kind: 'person', actor: stage.slack.userId('anna'), name: 'Anna Weber' },
      links: [{ tool: 'slack', key: `${stage.slack.teamId}:${stage.slack.channelId}:${ts}`, part: 0 }],
    });
    const [call] = stage.gateway.callsOf('sendMessage');
    expect(call?.headers['idempotency-key']).toBe(
      `slack:${stage.slack.teamId}:${stage.slack.channelId}:${ts}`,
    );
    await until(inboxIsEmpty);
    // It stands in the thread already; the bridge does not post it again.
    expect(stage.slack.messages(thread)).toHaveLength(2);
  });

  test('shows how far it came as reactions that never go back', async () => {
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => reactions(ts).includes('hourglass_flowing_sand'));
    const [message] = stage.gateway.sent();
    const id = message?.id ?? '';
    stage.gateway.setStatus(id, 'sent');
    await until(() => reactions(ts).join() === 'white_check_mark');
    stage.gateway.setStatus(id, 'read');
    await until(() => reactions(ts).includes('eyes'));
    stage.gateway.setStatus(id, 'delivered');
    stage.gateway.setStatus(id, 'sent');
    stage.gateway.setStatus(id, 'queued');
    stage.gateway.receive(conversationId, 'danach');
    await until(() => lines().some((line) => line.includes('danach')));
    await until(() => cursorIsAtEnd());
    expect(reactions(ts)).toEqual(['white_check_mark', 'heavy_check_mark', 'eyes']);
  });

  test('that fails later says why and what to do, in the thread', async () => {
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.gateway.sent().length === 1);
    stage.gateway.setStatus(stage.gateway.sent()[0]?.id ?? '', 'failed', {
      source: 'meta',
      code: '131026',
      title: 'Not delivered',
      explanation: 'This number has no WhatsApp.',
      nextStep: 'Call the customer.',
      retryable: false,
    });
    await until(() => lines().some((line) => line.includes('Not delivered. This number has no WhatsApp.')));
    expect(lines().at(-1)).toContain('What to do: Call the customer.');
    await until(() => reactions(ts).join() === 'x');
  });

  test('whose end is unknown says so', async () => {
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.gateway.sent().length === 1);
    stage.gateway.setStatus(stage.gateway.sent()[0]?.id ?? '', 'unknown');
    await until(() => lines().some((line) => line.startsWith('It is unknown whether')));
    await until(() => reactions(ts).join() === 'grey_question');
    stage.gateway.setStatus(stage.gateway.sent()[0]?.id ?? '', 'delivered');
    await until(() => reactions(ts).join() === 'white_check_mark,heavy_check_mark');
  });

  test("that is refused shows the gateway's reason word for word, what to do, and keeps the text", async () => {
    stage.gateway.decideWith(() => windowClosed);
    const ts = await stage.slack.say({ text: 'Sind Sie noch da?', thread });
    await until(() => stage.slack.messages(thread).length === 3);
    expect(lines().at(-1)).toContain(windowClosed.reason);
    expect(lines().at(-1)).toContain('What to do: Send an approved template.');
    expect(lines().at(-1)).toContain('Sind Sie noch da?');
    expect(reactions(ts)).toEqual(['x']);
    const [key, draft] = [...stage.gateway.states].find(([name]) => name.startsWith('slack/draft:')) ?? [];
    expect(key).toBe(`slack/draft:${stage.slack.teamId}:${stage.slack.channelId}:${ts}`);
    expect(draft).toMatchObject({
      value: { text: 'Sind Sie noch da?' },
      contactId: expect.stringMatching(/^con_/),
    });
    await until(inboxIsEmpty);
    expect(stage.gateway.sent()).toEqual([]);
  });

  test('that waits (quiet hours, a limit) says why, and shows the hourglass', async () => {
    const reason = 'Between 22 and 8 nothing goes out; it is sent at 8.';
    stage.gateway.decideWith(() => ({
      ...windowClosed,
      verdict: 'deferred',
      code: 'QUIET_HOURS',
      reason,
      remedy: null,
    }));
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => lines().includes(reason));
    await until(() => reactions(ts).join() === 'hourglass_flowing_sand');
  });

  test.each(['! ruft nie zurück', 'note: Kulanz', '// prüfen', ':lock: intern', '*internal:* x'])(
    '"%s" stays inside and gets a lock',
    async (text) => {
      const ts = await stage.slack.say({ text, thread });
      await until(() => reactions(ts).includes('lock'));
      await until(inboxIsEmpty);
      expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
      expect(stage.slack.messages(thread)).toHaveLength(2);
    },
  );

  test('that only calls a colleague stays inside; one that mentions somebody is held and says so', async () => {
    const call = await stage.slack.say({ text: '<@U024BE7LH>', thread });
    await until(() => reactions(call).includes('lock'));
    const held = await stage.slack.say({ text: 'Frag <@U024BE7LH> nach dem Rabatt', thread });
    await until(() => reactions(held).includes('x'));
    await until(() => lines().some((line) => line.includes('mentions a colleague')));
    expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
  });

  test('with a file, over 4096 characters, or with nothing WhatsApp shows is held whole', async () => {
    await stage.slack.say({ text: 'ä'.repeat(4097), thread });
    await until(() => lines().some((line) => line.includes('It has 4097 characters')));
    await stage.slack.say({ text: ':party:', blocks: rich({ type: 'emoji', name: 'party' }), thread });
    await until(() => lines().some((line) => line.includes('nothing in it that WhatsApp can show')));
    await stage.slack.sendEvent({ subtype: 'file_share', text: 'anbei', files: [{ id: 'F1' }] }, thread);
    await until(() => lines().some((line) => line.includes('Files are not passed on')));
    expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
    await stage.slack.say({ text: 'ä'.repeat(4096), thread });
    await until(() => texts().includes('ä'.repeat(4096)));
  });

  test('loses the emoji of the workspace, and its author is told', async () => {
    const blocks = rich({ type: 'text', text: 'Super ' }, { type: 'emoji', name: 'party_parrot' });
    await stage.slack.say({ text: 'Super :party_parrot:', blocks, thread });
    await until(() => stage.slack.ephemerals().some((row) => String(row.text).includes(':party_parrot:')));
    expect(texts()).toEqual(['Super']);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a bot', { bot_id: 'B9', subtype: 'bot_message' }],
    ['somebody of another workspace', { user_team: 'T0FOREIGN1' }],
  ])('of %s is not sent, and that is told', async (_, more) => {
    const ts = await stage.slack.sendEvent({ text: 'Guten Tag', ...more }, thread);
    await until(() => lines().some((line) => line.includes('Only full members')));
    await until(inboxIsEmpty);
    expect(ts).toBeDefined();
    expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
  });

  test.each(['is_restricted', 'is_ultra_restricted', 'is_bot', 'deleted'])(
    'of a member with %s is not sent',
    async (flag) => {
      stage.slack.describePerson('ben', { [flag]: true });
      await stage.slack.say({ text: 'Guten Tag', thread, token: 'xoxp-ben' });
      await until(() => lines().some((line) => line.includes('Only full members')));
      expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
    },
  );

  test('that is edited or deleted afterwards: the author learns that the customer still has the first wording', async () => {
    const ts = await stage.slack.say({ text: 'Sie bekommen 10 %', thread });
    await until(() => stage.gateway.sent().length === 1);
    await stage.slack.edit(ts, 'Sie bekommen 5 %');
    await until(() => lines().some((line) => line.startsWith('Your edit was not passed on')));
    await stage.slack.remove(ts);
    await until(() => lines().some((line) => line.startsWith('The customer still has this message')));
    expect(texts()).toEqual(['Sie bekommen 10 %']);
  });

  test('an edited note says nothing, and a link preview is no edit', async () => {
    const note = await stage.slack.say({ text: '! intern', thread });
    const sent = await stage.slack.say({ text: 'https://example.com', thread });
    await until(() => stage.gateway.sent().length === 1);
    await stage.slack.edit(note, '! immer noch intern');
    await stage.slack.edit(sent, 'https://example.com');
    await until(inboxIsEmpty);
    stage.gateway.receive(conversationId, 'danach');
    await until(() => lines().some((line) => line.includes('danach')));
    expect(lines().some((line) => line.includes('not passed on'))).toBe(false);
  });

  test("outside of a conversation is nobody's business", async () => {
    const root = await stage.slack.say({ text: 'Mittagessen?' });
    await stage.slack.say({ text: 'Ja, um zwölf', thread: root });
    const answer = await stage.slack.say({ text: 'Ihr Paket kommt', thread });
    await until(() => stage.gateway.sent().length === 1);
    await until(inboxIsEmpty);
    expect(texts()).toEqual(['Ihr Paket kommt']);
    expect(stage.slack.messages(root)).toHaveLength(1);
    expect(answer).toBeDefined();
  });

  test('of several written quickly arrive in the order of writing, though Slack mixes them up', async () => {
    const base = Math.floor(Date.now() / 1000);
    const order = [4, 2, 1, 3];
    await Promise.all(
      order.map((n) => stage.slack.sendEvent({ text: `Satz ${n}`, ts: `${base}.00000${n}` }, thread)),
    );
    await until(() => texts().length === 4);
    expect(texts()).toEqual(['Satz 1', 'Satz 2', 'Satz 3', 'Satz 4']);
  });

  test('that Slack brings twice, and that it also sends to the channel, goes out once', async () => {
    const event = {
      text: 'Guten Tag',
      subtype: 'thread_broadcast',
      ts: `${Math.floor(Date.now() / 1000)}.000100`,
    };
    await stage.slack.sendEvent(event, thread);
    await stage.slack.sendEvent(event, thread);
    await until(() => texts().length === 1);
    await until(inboxIsEmpty);
    await stage.slack.sendEvent(event, thread, { 'x-slack-retry-num': '1' });
    await stage.slack.say({ text: 'Und noch etwas', thread });
    await until(() => texts().length === 2);
    expect(texts()).toEqual(['Guten Tag', 'Und noch etwas']);
  });
});

describe('a reply that was told to be refused', () => {
  test('is not sent when Slack brings its event once more', async () => {
    const stage = await startStage();
    const { thread } = await stage.customer();
    stage.gateway.decideWith(() => windowClosed);
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => ![...stage.gateway.states.keys()].some((key) => key.includes('inbox:')));
    stage.gateway.decideWith(() => ({ ...windowClosed, verdict: 'send', code: 'SERVICE_REPLY' }));
    await stage.slack.sendEvent({ ts, text: 'Guten Tag' }, thread);
    await stage.slack.say({ text: 'Etwas anderes', thread });
    await until(() => stage.gateway.sent().length > 0);
    expect(stage.gateway.sent().map((message) => message.content)).toEqual([
      { type: 'text', text: 'Etwas anderes' },
    ]);
    await stage.close();
  });
});

describe('the language', () => {
  test('is German where it is chosen, in the words of the bridge and in what it asks the gateway', async () => {
    const stage = await startStage({ PARLEY_LANGUAGE: 'de' });
    const { thread } = await stage.customer(null);
    expect(textOf(stage.slack.message(thread))).toMatch(
      /Kunde ohne Namen.*Freie Antworten möglich bis.*Übernehmen/s,
    );
    expect(stage.gateway.callsOf('getConversation')[0]?.headers['accept-language']).toBe('de');
    await stage.close();
  });

  test("is the business's where none is chosen, so that every tool says the same sentence", async () => {
    const stage = await startStage();
    await stage.stop();
    stage.gateway.business.language = 'de';
    await stage.start();
    const { thread } = await stage.customer(null);
    expect(textOf(stage.slack.message(thread))).toMatch(/Kunde ohne Namen.*Freie Antworten möglich bis/s);
    const [call] = stage.gateway.callsOf('getConversation');
    expect(call?.headers['accept-language'] ?? '*').not.toMatch(/en|de/);
    await stage.close();
  });
});

describe('the reply modes', () => {
  test.each(['explicit', 'alerts'])('in mode %s a plain reply stays inside and gets a lock', async (mode) => {
    const stage = await startStage({ SLACK_REPLY_MODE: mode });
    const { thread } = await stage.customer();
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.slack.reactions(ts).includes('lock'));
    expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
    await stage.close();
  });

  test('in mode explicit the shortcut sends a message, once, in the name of who used it', async () => {
    const stage = await startStage({ SLACK_REPLY_MODE: 'explicit' });
    const { thread } = await stage.customer();
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.slack.reactions(ts).includes('lock'));
    await stage.slack.useShortcut({ ts, callback: 'parley_send', user: 'ben' });
    await stage.slack.useShortcut({ ts, callback: 'parley_send', user: 'ben' });
    await until(() => stage.gateway.sent().length === 1);
    expect(stage.gateway.sent()[0]).toMatchObject({
      content: { text: 'Guten Tag' },
      sentBy: { name: 'Ben Kraus' },
    });
    await until(() => stage.slack.reactions(ts).includes('hourglass_flowing_sand'));
    expect(stage.gateway.sent()).toHaveLength(1);
    await stage.close();
  });

  test('in mode alerts not even the shortcut sends', async () => {
    const stage = await startStage({ SLACK_REPLY_MODE: 'alerts' });
    const { thread } = await stage.customer();
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.slack.reactions(ts).includes('lock'));
    await stage.slack.useShortcut({ ts, callback: 'parley_send' });
    await until(() => stage.slack.ephemerals().length === 1);
    expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
    await stage.close();
  });
});
