import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Stage, startStage } from './bridge-stage.ts';

describe("Slack's door", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const body = JSON.stringify({ type: 'url_verification', challenge: 'c4n4r13' });
  const json = { contentType: 'application/json' };
  const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

  test("Slack's handshake is answered with its challenge", async () => {
    expect(await stage.slack.deliver(body, json)).toEqual({ status: 200, body: '{"challenge":"c4n4r13"}' });
  });

  test.each<[string, Parameters<Stage['slack']['deliver']>[1]]>([
    ['signed with another secret', { ...json, secret: 'another' }],
    ['signed ten minutes ago', { ...json, at: minutesFromNow(-10) }],
    ['signed ten minutes ahead of our clock', { ...json, at: minutesFromNow(10) }],
    ['without a signature', { ...json, headers: { 'x-slack-signature': '' } }],
    ['without a time', { ...json, headers: { 'x-slack-request-timestamp': '' } }],
    ['with a time that is none', { ...json, headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('a request %s is turned away unread', async (_, bent) => {
    const { status } = await stage.slack.deliver(body, bent);
    expect(status).toBe(401);
  });

  test('four minutes of difference are tolerated both ways', async () => {
    for (const minutes of [-4, 4])
      expect((await stage.slack.deliver(body, { ...json, at: minutesFromNow(minutes) })).status).toBe(200);
  });

  test('a form is understood with a charset too', async () => {
    const payload = {
      ...(await stage.slack.interaction('block_actions', 'anna')),
      actions: [{ action_id: 'x', type: 'button', block_id: 'b' }],
    };
    const form = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
    const charset = { contentType: 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await stage.slack.deliver(form, charset)).status).toBe(200);
  });

  test('a body over a megabyte is not read, with and without its length told', async () => {
    const large = JSON.stringify({ type: 'url_verification', challenge: 'x'.repeat(1024 * 1024) });
    expect((await stage.slack.deliver(large, json)).status).toBe(413);
    const stream = new Blob([large]).stream();
    const chunked = await fetch(stage.url(), {
      method: 'POST',
      headers: {
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
        'x-slack-signature': 'v0=x',
      },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  test('unreadable JSON with a good signature is a bad request', async () => {
    expect((await stage.slack.deliver('{', json)).status).toBe(400);
  });

  test('other paths and methods are told apart, and its health can be asked', async () => {
    const origin = new URL(stage.url()).origin;
    expect((await fetch(`${origin}/nowhere`)).status).toBe(404);
    expect((await fetch(stage.url())).status).toBe(405);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });
});
