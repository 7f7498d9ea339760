import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasTierRoom } from '../../../packages/gateway/src/policy/tier-room.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { movableClock } from '../../support/movable-clock.ts';

const clock = movableClock();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ now: clock.now });
});
afterAll(() => gateway.close());

test('an account is counted when its room is used up or a minute old, and never lets one more through', async () => {
  let counts = 0;
  let people = 247;
  const ask = (limit = 250) =>
    hasTierRoom(gateway.runtime, { id: 'account', limit }, async () => {
      counts += 1;
      return people;
    });
  expect([await ask(), await ask(), await ask()]).toEqual([true, true, true]);
  expect(counts).toBe(1);
  people = 250;
  expect([await ask(), await ask()]).toEqual([false, false]);
  expect(counts).toBe(3);
  people = 100;
  expect(await ask()).toBe(true);
  clock.advance(60_000);
  expect(await ask()).toBe(true);
  expect(counts).toBe(5);
  // Another limit is another question.
  expect(await ask(100)).toBe(false);
});
