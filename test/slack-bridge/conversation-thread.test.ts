import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stage, startStage, textOf } from './bridge-stage.ts';

describe('the thread of a conversation', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(async () => {
    expect(stage.slack.faults).toEqual([]);
    await stage.close();
  });

  test('the first message of a customer posts a card and the message as a reply under it', async () => {
    const { thread } = await stage.customer('Erika Muster', 'Wo ist mein Paket?');
    const [card] = stage.slack.roots();
    expect(card?.ts).toBe(thread);
    expect(textOf(card ?? {})).toContain('Erika Muster · +49 ••• 78');
    expect(textOf(card ?? {})).not.toContain('15112345678');
    const [reply] = stage.slack.messages(thread);
    expect(textOf(reply ?? {})).toContain('Wo ist mein Paket?');
  });
});
