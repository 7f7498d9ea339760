import { expect, test } from '@jest/globals';
import { startStage, textOf, until } from './bridge-stage.ts';

test('a reply of a longer outage, which Slack gave up on, is told to its author and not sent later', async () => {
  const stage = await startStage({}, { givenUpMs: 300 });
  const { thread } = await stage.customer();
  const linesWith = (text: string) =>
    stage.slack
      .messages(thread)
      .map(textOf)
      .filter((line) => line.includes(text));
  const texts = () => stage.gateway.sent().map((message) => (message.content as { text?: string }).text);
  // Its mark fails, so that only the gateway's link tells that it was sent.
  stage.slack.fail({ method: 'reactions.add', fault: 'error', error: 'invalid_name' });
  const before = await stage.slack.say({ text: 'Vorher', thread });
  await until(() => stage.slack.calls.some((call) => call.method === 'reactions.add'));
  const note = await stage.slack.say({ text: '! Notiz', thread });
  await until(() => texts().length === 1 && stage.slack.reactions(note).length === 1);
  expect(stage.slack.reactions(before)).toEqual([]);
  await until(() => stage.gateway.states.has('slack/attended'));
  await stage.stop();
  const missed = await stage.slack.say({ text: 'Während der Pause', thread });
  const missedNote = await stage.slack.say({ text: '! intern', thread });
  await until(() => stage.slack.givenUp().length >= 2, 'Slack has given up', 12_000);
  await stage.start();
  await until(() => linesWith('Parley was not connected to Slack').length === 1);
  expect(linesWith('Während der Pause')).toHaveLength(2);
  await until(() => stage.slack.reactions(missedNote).join() === 'lock');
  expect(stage.slack.reactions(missed)).toEqual(['x']);
  await stage.restart();
  await stage.slack.say({ text: 'Nachher', thread });
  await until(() => texts().length === 2);
  expect(texts()).toEqual(['Vorher', 'Nachher']);
  expect(linesWith('Parley was not connected to Slack')).toHaveLength(1);
  await stage.close();
});
