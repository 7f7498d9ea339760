import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, receive, typesOf } from './inbox.ts';
import {
  echo,
  edit,
  image,
  messages,
  minutesAgo,
  preference,
  reaction,
  status,
  statuses,
  tap,
  text,
} from './webhooks.ts';

type Path = readonly (string | number)[];

/** Every place in a JSON value, the innermost included. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

/** The value with something else in one place; undefined leaves it out. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

describe('A payload that is odd in any one place', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  const said = () => ({ from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) });
  const usual = () => [
    messages([text('STOP', said()), image('147', said())]),
    messages([reaction('wamid.x', '👍', said()), edit('wamid.y', 'neu', said()), tap('Ja', 'ja', said())]),
    statuses([status('failed', newWamid(), minutesAgo(1), { errors: [{ code: 131026, title: 'No' }] })]),
    preference('stop', minutesAgo(1), newCustomer()),
    echo('Guten Tag', { to: newCustomer(), wamid: newWamid(), at: minutesAgo(1) }),
  ];

  test('is acknowledged and kept, and what comes after it is processed', async () => {
    const odd = fc.oneof(
      fc.constantFrom(
        undefined,
        null,
        '',
        0,
        -1,
        true,
        [],
        {},
        'x'.repeat(10_000),
        '\u0000',
        '2026',
        1e300,
        '__proto__',
      ),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(4), fc.nat(1000), odd, async (which, place, by) => {
        const payload = usual()[which];
        const places = placesIn(payload);
        const broken = replaced(payload, places[place % places.length] ?? [], by);
        const answer = await gateway.webhook(JSON.stringify(broken ?? null));
        expect([which, answer.status]).toEqual([which, 200]);
      }),
      { numRuns: 200 },
    );
    const told = await receive(gateway, messages([text('Geht es noch?', said())]));
    expect(typesOf(told)).toContain('message.received');
    expect(gateway.logged.filter((line) => /could not be (stored|processed)/.test(line))).toEqual([]);
  });
});
