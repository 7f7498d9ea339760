import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Task } from '@parley/core/gateway-api';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';

const optOut = {
  kind: 'opt_out',
  question: 'The customer may be opting out. What do they mean?',
  text: 'no more ads <please>',
  answers: [
    { answer: 'opt_out', label: 'Confirm the opt-out', effect: 'It counts.' },
    { answer: 'no_opt_out', label: 'Was no opt-out', effect: 'As before.' },
  ],
  dueAt: null,
} as const;

describe('What somebody has to decide', () => {
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

  const posts = () => stage.slack.messages(made.thread).filter((row) => textOf(row).includes('opting out'));
  const whispers = () => stage.slack.ephemerals().map((row) => String(row.text));
  const press = (row: Readonly<Record<string, unknown>>, answer: string, user = 'anna', value?: string) =>
    stage.slack.pressButton({
      ts: String(row.ts),
      action: `parley_task_${answer}`,
      user,
      ...(value === undefined ? {} : { value }),
    });

  async function asked(more: Partial<Pick<Task, 'dueAt'>> = {}) {
    const task = stage.gateway.ask(made.conversation, { ...optOut, answers: [...optOut.answers], ...more });
    const post = await until(() => posts()[0]);
    return { task, post };
  }

  test('is asked in the thread, with the sentence and a button for each answer', async () => {
    const { post } = await asked();
    const shown = textOf(post);
    expect(shown).toContain('no more ads');
    expect(JSON.stringify(post.blocks)).toContain('Confirm the opt-out');
    expect(JSON.stringify(post.blocks)).toContain('Was no opt-out');
  });

  test('names the day by which the law wants an answer', async () => {
    const { post } = await asked({ dueAt: '2026-12-22T10:00:00.000Z' });
    expect(textOf(post)).toContain('2026-12-22');
  });

  test('is settled by the one who presses first, whose name takes the place of the buttons', async () => {
    const { task, post } = await asked();
    expect((await press(post, 'opt_out')).status).toBe(200);
    expect(task).toMatchObject({
      state: 'closed',
      answer: 'opt_out',
      closedBy: { tool: 'slack', actor: stage.slack.userId('anna'), name: 'Anna Weber' },
    });
    await until(() =>
      textOf(stage.slack.message(String(post.ts))).includes('Anna Weber: Confirm the opt-out'),
    );
    expect(JSON.stringify(stage.slack.message(String(post.ts)).blocks)).not.toContain('parley_task_');
  });

  test('that a colleague has settled otherwise is told to the second, and shown', async () => {
    const { task, post } = await asked();
    stage.gateway.answerTask(task, { answer: 'no_opt_out', answeredBy: { name: 'Ben' } });
    await press(post, 'opt_out');
    await until(() => whispers().some((text) => text.includes('Ben has answered')));
    await until(() => textOf(stage.slack.message(String(post.ts))).includes('Ben: Was no opt-out'));
    expect(task.answer).toBe('no_opt_out');
  });

  test('is asked once, over changes of the conversation and restarts', async () => {
    await asked();
    stage.gateway.emit('conversation.updated', { conversation: made.conversation });
    await stage.restart();
    stage.gateway.emit('conversation.updated', { conversation: made.conversation });
    stage.gateway.receive(made.conversation.id, 'danach');
    await until(() => stage.slack.messages(made.thread).some((row) => textOf(row).includes('danach')));
    expect(posts()).toHaveLength(1);
  });

  test('is not asked any more once it is settled', async () => {
    await stage.stop();
    const task = stage.gateway.ask(made.conversation, { ...optOut, answers: [...optOut.answers] });
    stage.gateway.answerTask(task, { answer: 'no_opt_out' });
    await stage.start();
    stage.gateway.receive(made.conversation.id, 'danach');
    await until(() => stage.slack.messages(made.thread).some((row) => textOf(row).includes('danach')));
    expect(posts()).toEqual([]);
  });

  test('is for staff, and for the thread it stands in', async () => {
    const { task, post } = await asked();
    stage.slack.describePerson('ben', { is_restricted: true });
    await press(post, 'opt_out', 'ben');
    await until(() => whispers().length === 1);
    const other = await stage.customer('Max Beispiel');
    const others = stage.gateway.ask(other.conversation, { ...optOut, answers: [...optOut.answers] });
    await press(post, 'opt_out', 'anna', others.id);
    await until(() => whispers().length === 2);
    expect([task.state, others.state]).toEqual(['open', 'open']);
  });

  test('stays open while the gateway is away, which is told', async () => {
    const { task, post } = await asked();
    stage.gateway.failNext('answerTask', 'resetBeforeWork');
    expect((await press(post, 'opt_out')).status).toBe(200);
    await until(() => whispers().some((text) => text.includes('cannot be reached')));
    expect(task.state).toBe('open');
  });
});
