import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decisions } from '../support/fake-gateway/index.ts';
import type { RunRequest } from '../support/n8n-engine.ts';
import { connect, type ParleyInN8n, parleyNode, startNode, startParleyInN8n } from '../support/n8n-parley.ts';

const ITEMS = [{ to: '+4915112345678' }, { to: '+4915112345679' }, { to: '+4915112345670' }];

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

const run = (more: Partial<RunRequest> = {}, node = parleyNode()) =>
  parley.engine.runWorkflow({
    nodes: [startNode, node],
    connections: connect('Start', 'Parley'),
    items: ITEMS,
    ...more,
  });

/** Takes the message to one recipient, and is busy when the next one comes. */
function failAfter(recipient: string | undefined): void {
  const body = { code: 'BUSY', title: 'Busy', status: 503, detail: 'Not now.' };
  parley.gateway.state.decide = ({ to }) => {
    if (to === recipient) parley.gateway.failNext('sendMessage', { answer: { status: 503, body } });
    return decisions.reply;
  };
}

const takenFor = () => parley.gateway.state.taken.map(({ request }) => request.to);
const keys = () => parley.gateway.callsOf('sendMessage').map(({ headers }) => headers['idempotency-key']);

describe('a message goes once, however often n8n tries', () => {
  test('when no answer comes, the same message is asked for once more under the same key', async () => {
    parley.gateway.failNext('sendMessage', 'resetAfterWork');
    const result = await run();
    expect(result.failure).toBeUndefined();
    expect(result.output('Parley')).toHaveLength(3);
    expect(takenFor()).toEqual(ITEMS.map(({ to }) => to));
    expect(keys()).toHaveLength(4);
    expect(keys()[0]).toBe(keys()[1]);
  });

  test('Retry On Fail repeats the whole node, and the gateway sends only what it has not taken', async () => {
    parley.gateway.failNext('sendMessage', 'resetAfterWork');
    parley.gateway.failNext('sendMessage', 'resetAfterWork');
    const node = parleyNode({}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
    const result = await run({}, node);
    expect(result.failure).toBeUndefined();
    expect(takenFor()).toEqual(ITEMS.map(({ to }) => to));
  });

  test('the Retry of a failed execution sends only what the first one had not sent', async () => {
    failAfter(ITEMS[1]?.to);
    const first = await run({ executionId: '500' });
    expect(first.failure?.message).toBe('Not now.');
    expect(takenFor()).toHaveLength(2);

    const second = await run({ executionId: '501', retryOf: first });
    expect(second.failure).toBeUndefined();
    expect(second.output('Parley').map(({ json }) => json.id)).toEqual(['msg_1', 'msg_2', 'msg_3']);
    expect(takenFor()).toEqual(ITEMS.map(({ to }) => to));
  });

  test('an item that was taken with other words before is not sent again', async () => {
    failAfter(ITEMS[0]?.to);
    const first = await run({ executionId: '600' });
    const second = await run(
      { executionId: '601', retryOf: first },
      parleyNode({ text: 'Ihr Paket ist da.' }),
    );
    expect(second.failure?.description).toContain('already taken with other content');
    expect(takenFor()).toHaveLength(1);
  });
});

describe('different messages never share a key', () => {
  test('each item, each execution, each workflow and each node has keys of its own', async () => {
    await run({ executionId: '700' });
    await run({ executionId: '701' });
    await run({ executionId: '700', id: 'wf2' });
    await run({ executionId: '700' }, parleyNode({}, { id: 'another-node' }));
    expect(new Set(keys()).size).toBe(4 * ITEMS.length);
  });

  test('the same item in the next round of a loop is another message', async () => {
    const decide = () => (keys().length === 1 ? decisions.withdrawn : decisions.reply);
    parley.gateway.state.decide = decide;
    const result = await run({
      connections: { ...connect('Start', 'Parley'), ...connect('Parley', null, null, 'Parley') },
      items: ITEMS.slice(0, 1),
    });
    expect(result.failure).toBeUndefined();
    expect(result.output('Parley')).toMatchObject([{ json: { outcome: 'sent', to: ITEMS[0]?.to } }]);
    expect(new Set(keys()).size).toBe(2);
  });

  test('a key of the caller is used as it is, whichever execution brings it', async () => {
    const node = parleyNode({ options: { idempotencyKey: '=order-4711-{{ $json.to }}' } });
    await run({ executionId: '800' }, node);
    await run({ executionId: '801' }, node);
    expect(keys()[0]).toBe('order-4711-+4915112345678');
    expect(takenFor()).toHaveLength(ITEMS.length);
  });
});
