import { describe, expect, test } from '@jest/globals';
import { Pacer, SLACK_PACE } from '../../packages/slack-bridge/src/slack/pace.ts';

describe("Slack's pace", () => {
  /** A pacer on a clock that only sleeping moves. */
  function pacer() {
    let now = 1_000_000;
    const slept: number[] = [];
    const sleep = async (ms: number) => {
      slept.push(ms);
      now += ms;
    };
    const pass = (ms: number) => {
      now += ms;
    };
    return { pacer: new Pacer(SLACK_PACE, () => now, sleep), slept, pass };
  }

  test('ten posts go at once after a rest, the next ones a second apart', async () => {
    const { pacer: paced, slept } = pacer();
    for (let count = 0; count < 13; count += 1) await paced.turn('post', 'C1');
    expect(slept).toEqual([1000, 1000, 1000]);
  });

  test('a rest fills the burst again, and no further', async () => {
    const { pacer: paced, slept, pass } = pacer();
    for (let count = 0; count < 10; count += 1) await paced.turn('post', 'C1');
    pass(60 * 60 * 1000);
    for (let count = 0; count < 11; count += 1) await paced.turn('post', 'C1');
    expect(slept).toEqual([1000]);
  });

  test("one channel's 429 holds up neither another channel nor another kind of call", async () => {
    const { pacer: paced, slept } = pacer();
    paced.pause('post', 'C1', 30_000);
    await paced.turn('post', 'C2');
    await paced.turn('react', 'C1');
    expect(slept).toEqual([]);
    await paced.turn('post', 'C1');
    expect(slept).toEqual([30_000]);
  });
});
