import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';

describe("a card's buttons", () => {
  let stage: Stage;
  let made: Awaited<ReturnType<Stage['customer']>>;
  beforeEach(async () => {
    stage = await startStage();
    made = await stage.customer();
  });
  afterEach(async () => {
    expect(stage.slack.faults).toEqual([]);
    await stage.close();
  });

  const card = () => textOf(stage.slack.message(made.thread));
  const press = (action: string, user = 'anna', ts = made.thread) =>
    stage.slack.pressButton({ ts, action, user });
  const whispers = () => stage.slack.ephemerals().map((row) => [row.target_user, row.text]);

  test('take, release, resolve and reopen change the conversation, and the card follows', async () => {
    expect((await press('parley_take')).status).toBe(200);
    expect(made.conversation.assignee).toMatchObject({
      tool: 'slack',
      actor: stage.slack.userId('anna'),
      name: 'Anna Weber',
    });
    await until(() => card().includes('Taken by Anna Weber'));
    await press('parley_release');
    await until(() => card().includes('Nobody has taken it'));
    await press('parley_resolve');
    await until(() => card().includes('· resolved'));
    await press('parley_reopen');
    await until(() => card().includes('· open'));
  });

  test('of two who take at once one wins and the other is told who', async () => {
    const before = made.conversation.id;
    await Promise.all([press('parley_take', 'anna'), press('parley_take', 'ben')]);
    const winner = made.conversation.assignee?.name;
    const loser = winner === 'Anna Weber' ? 'ben' : 'anna';
    await until(() => whispers().length === 1);
    expect(whispers()).toEqual([
      [stage.slack.userId(loser), `${winner} was faster: the conversation is already taken.`],
    ]);
    expect(made.conversation.id).toBe(before);
  });

  test('a press while the gateway is away changes nothing and says so', async () => {
    stage.gateway.failNext('assignConversation', 'resetBeforeWork');
    expect((await press('parley_take')).status).toBe(200);
    await until(() => whispers().length === 1);
    expect(whispers()[0]?.[1]).toContain('cannot be reached');
    expect(made.conversation.assignee).toBeNull();
  });

  test('a guest cannot take', async () => {
    stage.slack.describePerson('ben', { is_restricted: true });
    await press('parley_take', 'ben');
    await until(() => whispers().length === 1);
    expect(made.conversation.assignee).toBeNull();
  });

  test('the conversation is the one of the thread, whatever the button claims', async () => {
    const other = await stage.customer('Max Beispiel');
    await stage.slack.pressButton({ ts: made.thread, action: 'parley_take', value: other.conversation.id });
    expect(other.conversation.assignee).toBeNull();
    expect(made.conversation.assignee?.name).toBe('Anna Weber');
  });

  test('a card that belongs to no conversation any more says so', async () => {
    made.conversation.links = [];
    await press('parley_take');
    await until(() => whispers().length === 1);
    expect(whispers()[0]?.[1]).toContain('no longer belongs');
  });

  test('an action that nobody knows is answered at once', async () => {
    const payload = await stage.slack.interaction('block_actions', 'anna');
    const actions = [{ type: 'button', action_id: 'somebody_elses', block_id: 'b', value: 'x' }];
    const started = Date.now();
    expect((await stage.slack.interact({ ...payload, actions })).status).toBe(200);
    const unknown = {
      ...payload,
      type: 'view_submission',
      view: { id: 'V1', callback_id: 'other', blocks: [], state: { values: {} } },
    };
    expect((await stage.slack.interact(unknown)).status).toBe(200);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});
