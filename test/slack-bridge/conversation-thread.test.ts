import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';

describe('the thread of a conversation', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(async () => {
    expect(stage.slack.faults).toEqual([]);
    await stage.close();
  });

  const card = (thread: string) => textOf(stage.slack.message(thread));
  const lines = (thread: string) => stage.slack.messages(thread).map(textOf);

  test('the first message of a customer posts a card and the message as a reply under it', async () => {
    const { thread } = await stage.customer('Erika Muster', 'Wo ist mein Paket?');
    expect(stage.slack.roots()).toHaveLength(1);
    expect(card(thread)).toContain('Erika Muster · +49 ••• 78');
    expect(card(thread)).not.toContain('5112345');
    expect(card(thread)).toMatch(
      /Open for free answers until <!date\^1795420800\^\{date_short_pretty\} \{time\}\|/,
    );
    expect(card(thread)).toContain('Nobody has taken it · open');
    expect(lines(thread)).toEqual([expect.stringContaining('Wo ist mein Paket?')]);
  });

  test('a customer cannot make Slack ping, link or preview anything', async () => {
    const { thread } = await stage.customer(
      '<!channel> *Mallory*',
      '<!everyone> <@U024BE7LH> https://evil.example/x',
    );
    const post = stage.slack.calls.findLast((call) => call.method === 'chat.postMessage')?.body ?? {};
    expect(post).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
      parse: 'none',
    });
    expect(post.text).toContain('&lt;!everyone&gt; &lt;@U024BE7LH&gt;');
    const blocks = JSON.parse(String(post.blocks)) as { type: string }[];
    expect(blocks.map((block) => block.type)).toEqual(['context', 'rich_text']);
    expect(stage.slack.message(thread).text).not.toContain('<!channel>');
    expect(JSON.stringify(stage.slack.message(thread).blocks)).not.toMatch(
      /"mrkdwn","text":"[^"]*<!channel>/,
    );
  });

  test('nothing that names the customer is in what other apps can read beside a message', async () => {
    const { thread, conversation } = await stage.customer('Erika Muster');
    const metadata = [thread, ...stage.slack.messages(thread).map((row) => String(row.ts))].map(
      (ts) => stage.slack.message(ts).metadata as { event_payload: { id: string } },
    );
    expect(metadata.map(({ event_payload: payload }) => payload.id)).toEqual([
      `conversation ${conversation.id}`,
      expect.stringMatching(/^message:msg_\d+$/),
    ]);
  });

  test.each<[string | null, string]>([
    [null, 'Customer without a name'],
    [' \n ', 'Customer without a name'],
    ['Erika\n\tMuster', 'Erika Muster'],
    ['x'.repeat(300), `${'x'.repeat(100)}`],
  ])('a customer whose WhatsApp name is %j has a card', async (name, shown) => {
    const { thread } = await stage.customer(name);
    expect(card(thread)).toContain(shown);
    expect(lines(thread)[0]).toContain(shown);
  });

  test('later messages go into the same thread, in order', async () => {
    const { conversation, thread } = await stage.customer('Erika', 'eins');
    for (const text of ['zwei', 'drei', 'vier']) stage.gateway.receive(conversation.id, text);
    await until(() => stage.slack.messages(thread).length === 4);
    expect(lines(thread).map((line) => line.split(' ').at(-1))).toEqual(['eins', 'zwei', 'drei', 'vier']);
    expect(stage.slack.roots()).toHaveLength(1);
  });

  test("the other tools' answers are shown with their author, a template with its filled text", async () => {
    const { conversation, thread } = await stage.customer();
    stage.gateway.offer([template('order_update', 'Hallo {{first_name}}, {{missing}}')]);
    const bot = { tool: 'n8n', kind: 'automation' as const, actor: null, name: 'Versand' };
    stage.gateway.sendFrom(conversation.id, bot, { type: 'text', text: 'Ihr Paket kommt.' });
    const variables = { first_name: 'Erika' };
    const content = { type: 'template', name: 'order_update', language: 'de', variables };
    stage.gateway.sendFrom(
      conversation.id,
      { ...bot, tool: 'salesforce', kind: 'person', name: 'Ben' },
      content,
    );
    await until(() => stage.slack.messages(thread).length === 3);
    expect(lines(thread).slice(1)).toEqual([
      'Versand · n8n Ihr Paket kommt.',
      'Ben · salesforce [Template order_update (de)]\nHallo Erika, {{missing}}',
    ]);
  });

  test('advertising opens no thread of its own; whoever answers it gets one', async () => {
    const { thread } = await stage.customer();
    const target = stage.gateway.addCustomer('Max Beispiel');
    const content = { type: 'text', text: 'Sommeraktion' };
    const sentBy = { tool: 'n8n', kind: 'automation' as const, actor: null, name: 'Kampagne' };
    const advert = stage.gateway.sendFrom(target.conversation.id, sentBy, content, 'marketing');
    stage.gateway.setStatus(advert.id, 'failed');
    stage.gateway.receive(target.conversation.id, 'Ja, gern');
    await until(() => target.conversation.links.length === 1);
    const other = target.conversation.links[0]?.key.split(':')[2] ?? '';
    await until(() => lines(other).length === 1);
    expect(lines(other)).toEqual(['Max Beispiel Ja, gern']);
    expect(lines(thread)).toHaveLength(1);
  });

  test.each<[string, { type: string } & Record<string, unknown>, string]>([
    ['a picture with a caption', { type: 'image', mediaId: 'm', caption: 'defekt' }, '[Image]\ndefekt'],
    ['a document', { type: 'document', mediaId: 'm', filename: 'Rechnung.pdf' }, '[Document: Rechnung.pdf]'],
    ['a tap', { type: 'button', source: 'template', payload: 'YES', text: 'Ja' }, '[Tapped] Ja'],
    ['a reaction', { type: 'reaction', wamid: 'wamid.x', emoji: '👍' }, '[Reaction] 👍'],
    ['a place', { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Büro' }, '[Location] Büro'],
    ['a kind that is not known', { type: 'unsupported', wireType: 'order', raw: {} }, 'order]'],
  ])('%s is named', async (_, content, expected) => {
    const { conversation, thread } = await stage.customer();
    stage.gateway.receive(conversation.id, content);
    await until(() => stage.slack.messages(thread).length === 2);
    expect(lines(thread)[1]).toContain(expected);
  });

  test('the card changes when hands, state, window or consent change, and not otherwise', async () => {
    const { conversation, contact, thread } = await stage.customer();
    const updates = () => stage.slack.calls.filter((call) => call.method === 'chat.update').length;
    const before = updates();
    stage.gateway.receive(conversation.id, 'noch eine');
    stage.gateway.emit('conversation.updated', { conversation });
    await until(() => stage.slack.messages(thread).length === 2);
    conversation.assignee = { tool: 'salesforce', actor: '005', name: 'Ben <b>', email: null };
    stage.gateway.emit('conversation.updated', { conversation });
    await until(() => card(thread).includes('Taken by Ben &lt;b&gt; (salesforce)'));
    expect(updates() - before).toBe(1);
    conversation.window = { open: false, closesAt: '2026-11-22T08:00:00.000Z' };
    stage.gateway.emit('window.closed', { conversation, contact });
    await until(() => card(thread).includes('only an approved template reaches the customer now'));
    conversation.state = 'resolved';
    stage.gateway.emit('conversation.updated', { conversation });
    await until(() => card(thread).includes('resolved'));
    contact.consent = { ...contact.consent, marketing: { state: 'confirmed', since: null, eventId: null } };
    stage.gateway.emit('contact.updated', { contact });
    await until(() => card(thread).includes('Consent: marketing confirmed'));
  });

  test('an opt-out is told in the thread and on the card', async () => {
    const { contact, thread } = await stage.customer();
    contact.consent = { ...contact.consent, marketing: { state: 'withdrawn', since: null, eventId: null } };
    stage.gateway.emit('consent.changed', { contact, event: { action: 'withdraw', purpose: 'all' } });
    await until(() => lines(thread).includes('The customer opted out (everything).'));
    await until(() => card(thread).includes('Consent: marketing withdrawn'));
  });

  test('an automation that was refused because people took over is told once', async () => {
    const { conversation, thread } = await stage.customer();
    conversation.lastRefusal = {
      at: new Date().toISOString(),
      code: 'TAKEN_BY_PERSON',
      reason: 'Anna Weber is answering this customer.',
      remedy: null,
      sentBy: { tool: 'n8n', kind: 'automation', actor: null, name: 'Versand' },
    };
    stage.gateway.emit('conversation.updated', { conversation });
    const told = 'Versand (n8n) wanted to answer; not sent: Anna Weber is answering this customer.';
    await until(() => lines(thread).includes(told));
    stage.gateway.emit('conversation.updated', { conversation });
    await stage.restart();
    stage.gateway.emit('conversation.updated', { conversation });
    stage.gateway.receive(conversation.id, 'danach');
    await until(() => lines(thread).some((line) => line.includes('danach')));
    expect(lines(thread).filter((line) => line === told)).toHaveLength(1);
  });

  test('what the customer changes or deletes is told', async () => {
    const { conversation, thread, contact } = await stage.customer();
    const message = stage.gateway.receive(conversation.id, 'falsch');
    Object.assign(message, {
      editedAt: new Date().toISOString(),
      content: { type: 'text', text: 'richtig' },
    });
    stage.gateway.emit('message.updated', { message, contact, conversation });
    await until(() => lines(thread).some((line) => line.endsWith('changed this message: richtig')));
    message.revokedAt = new Date().toISOString();
    stage.gateway.emit('message.updated', { message, contact, conversation });
    await until(() => lines(thread).includes('The customer deleted a message.'));
  });

  test('a thread whose card was deleted is started again, and nothing stands at the root of the channel', async () => {
    const { conversation, thread } = await stage.customer();
    await stage.slack.remove(thread, stage.slack.botToken);
    const message = stage.gateway.receive(conversation.id, 'Hallo?');
    await until(() => message.links.length > 0);
    const [root] = stage.slack.roots();
    expect(stage.slack.roots()).toHaveLength(1);
    expect(textOf(root ?? {})).toContain('Erika Muster');
    expect(lines(String(root?.ts))).toEqual([expect.stringContaining('Hallo?')]);
    const reply = await stage.slack.say({ text: 'Ja, hier', thread: String(root?.ts) });
    await until(() =>
      stage.gateway.sent().some((sent) => sent.links.some((link) => link.key.endsWith(reply))),
    );
  });

  test('an erased person is removed from Slack as far as a bot can', async () => {
    const { conversation, thread } = await stage.customer();
    await stage.slack.say({ text: 'Guten Tag', thread });
    const links = await until(() => {
      const all = [...stage.gateway.messages.values()].flatMap((message) => message.links);
      return all.length === 2 && [...conversation.links, ...all];
    });
    stage.gateway.emit('contact.erased', { erasureId: 'era_1', contactId: conversation.contactId, links });
    await until(() => stage.gateway.erasures.length === 1);
    expect(stage.slack.roots()).toEqual([]);
    expect(lines(thread)).toEqual(['Guten Tag']);
    expect(stage.gateway.erasures[0]).toMatchObject({
      id: 'era_1',
      tool: 'slack',
      report: expect.stringMatching(/^1 message/),
    });
  });

  test('at its first start it shows the last day and not a month of history', async () => {
    await stage.stop();
    stage.gateway.states.clear();
    const old = stage.gateway.addCustomer('Alt');
    const recent = stage.gateway.addCustomer('Neu');
    stage.gateway.receive(
      old.conversation.id,
      'vorgestern',
      new Date(Date.now() - 49 * 3_600_000).toISOString(),
    );
    stage.gateway.receive(recent.conversation.id, 'heute');
    await stage.start();
    await until(() => recent.conversation.links.length > 0);
    expect(old.conversation.links).toEqual([]);
  });
});

function template(name: string, body: string) {
  return {
    id: name,
    accountId: 'acc_1',
    name,
    language: 'de',
    category: 'utility' as const,
    status: 'APPROVED',
    quality: null,
    rejectedReason: null,
    header: null,
    offer: null,
    cards: [],
    body,
    footer: null,
    buttons: [],
    fields: [],
    policy: {
      legalKind: 'transactional' as const,
      caseReply: false,
      contractNecessary: false,
      consentRequest: false,
    },
  };
}
