import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Decision, Template } from '@parley/core/gateway-api';
import { templateView } from '../../packages/slack-bridge/src/modal/template-view.ts';
import { wordsIn } from '../../packages/slack-bridge/src/words/words.ts';
import { blockFaults, viewFaults } from '../support/slack-block-limits.ts';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';
import { sendDecision, windowClosed } from './conversation-gateway.ts';

const blocked: Decision = {
  ...sendDecision,
  verdict: 'blocked',
  code: 'NO_CONSENT',
  reason: 'There is no marketing consent.',
  remedy: null,
};

function template(name: string, more: Partial<Template> = {}): Template {
  const field = (key: string, label: string, required = true) => ({
    key,
    label,
    kind: 'text',
    required,
    limit: 60,
    example: 'Erika',
  });
  return {
    id: name,
    accountId: 'acc_1',
    name,
    language: 'de',
    category: 'utility',
    status: 'APPROVED',
    quality: null,
    rejectedReason: null,
    header: null,
    offer: null,
    cards: [],
    body: 'Hallo {{first_name}}, zu {{order_number}}',
    footer: 'Muster GmbH',
    buttons: [],
    fields: [field('first_name', 'Vorname'), field('order_number', 'Bestellnummer', false)],
    policy: { legalKind: 'transactional', caseReply: false, contractNecessary: false, consentRequest: false },
    decision: { ...sendDecision, code: 'CASE_REPLY', reason: 'The customer wrote last week.' },
    ...more,
  };
}

describe('the template form', () => {
  let stage: Stage;
  let made: Awaited<ReturnType<Stage['customer']>>;
  beforeEach(async () => {
    stage = await startStage();
    made = await stage.customer();
    stage.gateway.offer([
      template('order_update'),
      template('reminder'),
      template('summer_sale', { decision: blocked }),
    ]);
  });
  afterEach(async () => {
    expect(stage.slack.faults).toEqual([]);
    await stage.close();
  });

  const view = () => stage.slack.views().at(-1) ?? {};
  const viewId = () => String(view().id);
  const blockIds = () => (view().blocks as { block_id?: string }[]).map((block) => block.block_id);
  async function openForm(ts = made.thread): Promise<void> {
    expect((await stage.slack.pressButton({ ts, action: 'parley_template' })).status).toBe(200);
    await until(() => blockIds().includes('template'));
  }
  const choose = async (value: string) => {
    await stage.slack.chooseInView({ viewId: viewId(), block: 'template', value });
    await until(() => blockIds().includes(`var_${value}_first_name`));
  };

  test('opens at once and then offers what is allowed, with why, and names what is not', async () => {
    await openForm();
    const opened = stage.slack.calls.find((call) => call.method === 'views.open');
    expect(String(opened?.body.view)).toContain('Loading the templates');
    const options = (view().blocks as { element?: { options?: { value: string }[] } }[]).flatMap(
      (block) => block.element?.options ?? [],
    );
    expect(options.map((option) => option.value)).toEqual(['de order_update', 'de reminder']);
    const text = textOf({ blocks: view().blocks });
    expect(text).toContain('The customer wrote last week.');
    expect(text).toContain('summer_sale (de): There is no marketing consent.');
    expect(stage.gateway.callsOf('listTemplates')[0]?.query).toMatchObject({
      allowedFor: made.contact.id,
      from: made.conversation.from,
    });
    expect(view().private_metadata).toBe(made.conversation.id);
  });

  test('shows the text and an input for each variable of the chosen one, and sends it', async () => {
    await openForm();
    await choose('de order_update');
    expect(textOf({ blocks: view().blocks })).toContain(
      'Hallo {{first_name}}, zu {{order_number}}\n\nMuster GmbH',
    );
    const answer = await stage.slack.submitView({
      viewId: viewId(),
      values: { template: 'de order_update', 'var_de order_update_first_name': ' Erika ' },
    });
    expect(answer).toEqual({ status: 200, body: undefined });
    expect(stage.gateway.sent()[0]).toMatchObject({
      content: { type: 'template', name: 'order_update', language: 'de', variables: { first_name: 'Erika' } },
      sentBy: { tool: 'slack', kind: 'person', name: 'Anna Weber' },
    });
    const [call] = stage.gateway.callsOf('sendMessage');
    expect(call?.headers['idempotency-key']).toBe(`slack:${stage.slack.teamId}:view:${viewId()}`);
    await until(() => stage.slack.messages(made.thread).length === 2);
    expect(textOf(stage.slack.messages(made.thread)[1] ?? {})).toBe(
      'Anna Weber · slack [Template order_update (de)]\nHallo Erika, zu {{order_number}}',
    );
    await until(() => stage.slack.reactions(String(stage.slack.messages(made.thread)[1]?.ts)).length === 1);
  });

  test("another template's values are not sent along", async () => {
    await openForm();
    await choose('de order_update');
    const stale = viewId();
    await choose('de reminder');
    expect(blockIds()).not.toContain('var_de order_update_first_name');
    await stage.slack.submitView({
      viewId: stale,
      values: {
        template: 'de reminder',
        'var_de reminder_first_name': 'Max',
        'var_de order_update_first_name': 'Erika',
      },
    });
    expect(stage.gateway.sent()[0]?.content).toMatchObject({
      name: 'reminder',
      variables: { first_name: 'Max' },
    });
  });

  test('faults of the variables stand at their inputs, a refusal at the template', async () => {
    await openForm();
    await choose('de order_update');
    const values = { template: 'de order_update', 'var_de order_update_first_name': 'Erika' };
    const problem = {
      type: 'about:blank',
      code: 'REQUEST_INVALID',
      title: 'Invalid',
      status: 422,
      detail: 'Two faults.',
    };
    const errors = [
      { path: 'content.variables.first_name', message: 'too long' },
      { path: 'content.variables.gone', message: 'unknown' },
    ];
    stage.gateway.failNext('sendMessage', { answer: { status: 422, body: { ...problem, errors } } });
    expect((await stage.slack.submitView({ viewId: viewId(), values })).body).toEqual({
      response_action: 'errors',
      errors: { 'var_de order_update_first_name': 'too long' },
    });
    stage.gateway.decideWith(() => windowClosed);
    expect((await stage.slack.submitView({ viewId: viewId(), values })).body).toEqual({
      response_action: 'errors',
      errors: { template: `${windowClosed.reason} ${windowClosed.remedy}` },
    });
    stage.gateway.decideWith(() => sendDecision);
    expect((await stage.slack.submitView({ viewId: viewId(), values })).body).toBeUndefined();
    expect(stage.gateway.sent()).toHaveLength(1);
  });

  test('pressed twice, or again after a lost answer, it sends once', async () => {
    await openForm();
    await choose('de order_update');
    const values = { template: 'de order_update', 'var_de order_update_first_name': 'Erika' };
    stage.gateway.failNext('sendMessage', 'resetAfterWork');
    const lost = await stage.slack.submitView({ viewId: viewId(), values });
    expect(lost.body).toMatchObject({
      response_action: 'errors',
      errors: { template: expect.stringContaining('press Send again') },
    });
    expect((await stage.slack.submitView({ viewId: viewId(), values })).body).toBeUndefined();
    const changed = { ...values, 'var_de order_update_first_name': 'Max' };
    const third = await stage.slack.submitView({ viewId: viewId(), values: changed });
    expect(JSON.stringify(third.body)).toContain('already sent with the earlier wording');
    expect(stage.gateway.sent()).toHaveLength(1);
  });

  test('opened from a refusal it shows the text that was not sent, and the text is cleared away once a template went', async () => {
    stage.gateway.decideWith((request) => (request.content.type === 'text' ? windowClosed : sendDecision));
    await stage.slack.say({ text: 'Sind Sie noch da?', thread: made.thread });
    const notice = await until(() => stage.slack.messages(made.thread)[2]);
    await openForm(String(notice.ts));
    expect(textOf({ blocks: view().blocks })).toContain('Sind Sie noch da?');
    expect(String(view().private_metadata)).not.toContain('noch da');
    await choose('de reminder');
    await stage.slack.submitView({
      viewId: viewId(),
      values: { template: 'de reminder', 'var_de reminder_first_name': 'Erika' },
    });
    await until(() => ![...stage.gateway.states.keys()].some((key) => key.includes('draft:')));
  });

  test('says so when nothing is allowed, and when the templates cannot be loaded', async () => {
    stage.gateway.offer([template('summer_sale', { decision: blocked })]);
    await stage.slack.pressButton({ ts: made.thread, action: 'parley_template' });
    await until(() => textOf({ blocks: view().blocks }).includes('No template may be sent'));
    expect(view().submit).toBeNull();
    stage.gateway.failNext('listTemplates', 'resetBeforeWork');
    await stage.slack.pressButton({ ts: made.thread, action: 'parley_template' });
    await until(() => textOf({ blocks: view().blocks }).includes('could not be loaded'));
  });

  test('a guest gets no templates and cannot submit', async () => {
    await openForm();
    stage.slack.describePerson('ben', { is_restricted: true });
    await stage.slack.pressButton({ ts: made.thread, action: 'parley_template', user: 'ben' });
    await until(() => textOf({ blocks: view().blocks }).includes('Only full members'));
    const submitted = await stage.slack.submitView({
      viewId: String(stage.slack.views()[0]?.id),
      values: { template: 'de reminder' },
      user: 'ben',
    });
    expect(submitted.body).toMatchObject({
      errors: { template: expect.stringContaining('Only full members') },
    });
    expect(stage.gateway.callsOf('sendMessage')).toEqual([]);
  });
});

describe("Slack's limits", () => {
  test('the largest form that templates allow is one that Slack takes', () => {
    const long = 'x'.repeat(512);
    const fields = Array.from({ length: 60 }, (_, index) => ({
      key: `${index}`,
      label: long,
      kind: index === 0 ? 'image' : 'text',
      required: index % 2 === 0,
      limit: index === 1 ? null : 5000,
      example: long,
    }));
    const many = Array.from({ length: 150 }, (_, index) =>
      template(`n${index}${'y'.repeat(100)}`, { fields, body: 'z'.repeat(1024) }),
    );
    const templates = [
      ...many,
      template(long),
      ...many.map((one) => ({ ...one, decision: { ...blocked, reason: long } })),
    ];
    const words = wordsIn('de');
    const subject = { conversationId: 'c'.repeat(200), draftId: 'd'.repeat(200) };
    for (const chosen of [undefined, `de ${many[0]?.name}`]) {
      const view = templateView({ subject, templates, chosen, draft: 'w'.repeat(4096) }, words);
      expect(viewFaults({ ...view })).toEqual([]);
    }
  });

  test('what breaks them is found by the checker', () => {
    const plain = (text: string) => ({ type: 'plain_text', text });
    expect(blockFaults([{ type: 'header', text: plain('x'.repeat(151)) }])).toHaveLength(1);
    expect(blockFaults([{ type: 'section', text: plain('') }])).toHaveLength(1);
    expect(blockFaults(Array.from({ length: 51 }, () => ({ type: 'divider' })))).toHaveLength(1);
    expect(viewFaults({ title: plain('x'.repeat(25)), blocks: [] })).toHaveLength(1);
  });
});
