import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  connect,
  type ParleyInN8n,
  parleyNode,
  passNode,
  startNode,
  startParleyInN8n,
} from '../support/n8n-parley.ts';
import type { Json, N8nNode } from '../support/n8n-types.ts';

const ERIKA = '+4915112345678';

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

const run = (parameters: Json, more: Partial<N8nNode> = {}, items: Json[] = [{ to: ERIKA }]) =>
  parley.engine.runWorkflow({
    nodes: [startNode, parleyNode(parameters, more)],
    connections: connect('Start', 'Parley'),
    items,
  });

const credential = (id: string) => ({ credentials: { parleyApi: { id, name: 'Parley' } } });

function answerNext(status: number, body: Json): void {
  const common = {
    type: 'about:blank',
    title: 'Refused',
    status,
    code: 'REQUEST_INVALID',
    detail: 'Invalid.',
  };
  parley.gateway.failNext('sendMessage', { answer: { status, body: { ...common, ...body } } });
}

describe('an item without a decision stops the workflow and says what to change', () => {
  test('a number that is no phone number is named by its field in the node', async () => {
    const message = 'must be a phone number with its country code';
    answerNext(422, { errors: [{ path: 'to', message }] });
    const { failure } = await run({ to: '0151' });
    expect(failure?.message).toBe(`The field "To" was not accepted: ${message}`);
    expect(failure?.description).toContain('Change "To".');
    expect(failure?.httpCode).toBe('422');
    expect(failure?.context?.itemIndex).toBe(0);
  });

  test('every fault is named, variables by their key, and the remedy is passed on', async () => {
    answerNext(422, {
      errors: [
        { path: 'content.variables.first_name', message: 'is too long' },
        { path: 'ifWindowClosed.template.variables.1', message: 'is missing' },
        { path: 'sendAt', message: 'is in the past' },
      ],
      remedy: 'Shorten the name.',
    });
    const { failure } = await run({});
    expect(failure?.message).toContain('"Template Variables > first_name" was not accepted: is too long');
    expect(failure?.description).toBe(
      'Also "Template Variables > 1": is missing Also "Send At": is in the past Shorten the name. (REQUEST_INVALID)',
    );
  });

  test('an empty recipient is caught before the gateway is asked', async () => {
    const { failure } = await run({}, {}, [{}]);
    expect(failure?.message).toBe('The field "To" is empty');
    expect(failure?.description).toContain('+4915112345678');
    expect(parley.gateway.calls).toEqual([]);
  });

  test('a text that is too long is named by the real schemas of the API', async () => {
    const { failure } = await run({ text: 'x'.repeat(4097) });
    expect(failure?.message).toContain('The field "Text" was not accepted');
  });

  test('a template without its language is caught before the gateway is asked', async () => {
    const template = { __rl: true, mode: 'list', value: 'order_update' };
    const { failure } = await run({ operation: 'sendTemplate', template });
    expect(failure?.message).toBe('The field "Template" names no template');
    expect(failure?.description).toContain('order_update|de');
    expect(parley.gateway.calls).toEqual([]);
  });

  test('a time that is none is named by its field', async () => {
    const { failure } = await run({ options: { sendAt: 'soon' } });
    expect(failure?.message).toBe('The field "Send At" is not a time');
  });

  test('a wrong key points to the credential', async () => {
    const { failure } = await run({}, credential('wrongKey'));
    expect(failure?.httpCode).toBe('401');
    expect(failure?.description).toContain('Open the Parley credential');
  });

  test('a gateway that is not there points to its address, and calms about a retry', async () => {
    const { failure } = await run({}, credential('nobodyThere'));
    expect(failure?.message).toBe('The Parley gateway did not answer');
    expect(failure?.description).toContain('Retrying this execution does not send the message twice');
  });

  test.each([
    [403, 'Give the API key'],
    [429, 'Wait a while'],
    [503, 'Wait a while'],
  ])('status %d says what to do', async (status, fix) => {
    answerNext(status, { detail: 'The reason of the gateway.' });
    const { failure } = await run({});
    expect(failure?.message).toBe('The reason of the gateway.');
    expect(failure?.description).toContain(fix);
  });

  test('a page of a proxy in between is not taken for an answer of the gateway', async () => {
    parley.gateway.failNext('sendMessage', { html: 502 });
    const { failure } = await run({});
    expect(failure?.message).toContain("is not the gateway's: check the address");
  });

  test('neither the key nor the words of the message are in what n8n shows', async () => {
    for (const node of [credential('nobodyThere'), credential('wrongKey')]) {
      const { failure } = await run({ text: 'Ganz privat' }, node);
      const shown = [failure?.message, failure?.description, JSON.stringify(failure?.context)].join(' ');
      expect(shown).not.toMatch(/0123456789abcdef|ever seen|Ganz privat/);
    }
  });
});

describe('with On Error set to continue', () => {
  test('the item goes on with the failure, never as sent, and the others are sent', async () => {
    answerNext(422, { errors: [{ path: 'to', message: 'must be a phone number' }] });
    const onError = { onError: 'continueRegularOutput' as const };
    const result = await run({}, onError, [{ to: '0151' }, { to: ERIKA }]);
    expect(result.failure).toBeUndefined();
    expect(result.output('Parley', 0)).toMatchObject([
      { json: { outcome: 'sent' }, pairedItem: { item: 1 } },
    ]);
    expect(result.output('Parley', 2)).toMatchObject([
      {
        json: {
          error: 'The field "To" was not accepted: must be a phone number',
          details: 'Change "To". (REQUEST_INVALID)',
        },
        pairedItem: { item: 0 },
      },
    ]);
  });

  test('with an error output of its own, the item goes there', async () => {
    answerNext(422, { errors: [{ path: 'to', message: 'must be a phone number' }] });
    const result = await parley.engine.runWorkflow({
      nodes: [startNode, parleyNode({}, { onError: 'continueErrorOutput' }), passNode('Failed')],
      connections: {
        ...connect('Start', 'Parley'),
        ...connect('Parley', null, null, null, 'Failed'),
      },
      items: [{ to: '0151' }, { to: ERIKA }],
    });
    expect(result.output('Failed')).toMatchObject([
      { json: { error: expect.stringContaining('"To"'), to: '0151' } },
    ]);
    expect(result.output('Parley', 2)).toEqual([]);
  });
});
