import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, type ParleyInN8n, parleyNode, startNode, startParleyInN8n } from '../support/n8n-parley.ts';
import type { Json } from '../support/n8n-types.ts';

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

const choose = (value: string) => ({ template: { __rl: true, mode: 'list', value } });
const search = (...args: unknown[]) =>
  parley.engine.askForEditor('listSearch', 'searchTemplates', parleyNode(), ...args);
const fieldsOf = (value: string) =>
  parley.engine.askForEditor(
    'resourceMapping',
    'getTemplateFields',
    parleyNode({ operation: 'sendTemplate', ...choose(value) }),
  );

describe('choosing a template', () => {
  test('the label says language, category and status; the value is name and language', async () => {
    const { results } = await search('old_news');
    expect(results).toEqual([{ name: 'old_news (de, marketing, paused)', value: 'old_news|de' }]);
  });

  test('all pages can be reached, one after the other', async () => {
    const first = await search();
    const second = await search(undefined, first.paginationToken);
    const names = [first, second].flatMap(({ results }) => (results as Json[]).map(({ value }) => value));
    expect(names).toEqual([
      'order_update|de',
      'order_update|en',
      'hello_world|en_US',
      'summer_sale|de',
      'old_news|de',
    ]);
    expect(second).not.toHaveProperty('paginationToken');
  });

  test('the gateway searches, so that a match on a later page is found', async () => {
    await search('summer');
    expect(parley.gateway.callsOf('listTemplates')[0]?.query).toEqual({ search: 'summer' });
  });

  test.each([
    ['the templates of the chosen number are listed', '106540352242922', { from: '106540352242922' }],
    ['a number that only an item will tell does not narrow the list', '={{ $json.number }}', {}],
  ])('%s', async (_, value, query) => {
    const node = parleyNode({ from: { __rl: true, mode: 'id', value } });
    await parley.engine.askForEditor('listSearch', 'searchTemplates', node);
    expect(parley.gateway.callsOf('listTemplates')[0]?.query).toEqual(query);
  });

  test('a wrong key is said in words, not shown as an empty list', async () => {
    const node = parleyNode({}, { credentials: { parleyApi: { id: 'wrongKey', name: 'Parley' } } });
    await expect(parley.engine.askForEditor('listSearch', 'searchTemplates', node)).rejects.toThrow(
      'The API key is missing or unknown.',
    );
  });

  test('the numbers can be listed and searched', async () => {
    const list = (filter?: string) =>
      parley.engine.askForEditor('listSearch', 'searchNumbers', parleyNode(), filter);
    const results = [{ name: '+49 30 901820, Muster GmbH', value: '106540352242922' }];
    expect(await list()).toEqual({ results });
    expect(await list('muster')).toEqual({ results });
    expect(await list('beispiel')).toEqual({ results: [] });
  });
});

describe('the variables of a template as form fields', () => {
  test("field ids are the gateway's keys, limits are told and examples are filled in", async () => {
    const field = {
      required: true,
      display: true,
      defaultMatch: false,
      canBeUsedToMatch: false,
      type: 'string',
    };
    expect(await fieldsOf('order_update|de')).toEqual({
      fields: [
        {
          ...field,
          id: 'first_name',
          displayName: 'First name (60 characters at most)',
          defaultValue: 'Erika',
        },
        { ...field, id: 'order_number', displayName: 'Order number', defaultValue: '4711' },
      ],
    });
  });

  test.each([
    ['a template without variables', 'hello_world|en_US', 'This template has no variables.'],
    ['a template the gateway does not know', 'lost|de', 'The gateway knows no template lost (de).'],
    ['no choice yet', '', 'Choose a template first, like order_update|de.'],
  ])('%s has a notice in place of fields', async (_, value, emptyFieldsNotice) => {
    expect(await fieldsOf(value)).toEqual({ fields: [], emptyFieldsNotice });
  });
});

describe('sending a template', () => {
  async function send(templateVariables: Json, item: Json = {}, template = 'order_update|de') {
    const result = await parley.engine.runWorkflow({
      nodes: [startNode, parleyNode({ operation: 'sendTemplate', ...choose(template), templateVariables })],
      connections: connect('Start', 'Parley'),
      items: [{ to: '+4915112345678', ...item }],
    });
    expect(result.failure).toBeUndefined();
    const [request] = parley.gateway.callsOf('sendMessage');
    return (request?.body as { content: Json } | undefined)?.content;
  }

  test('values of the form may be expressions on the item', async () => {
    const value = { first_name: '={{ $json.first }}', order_number: '4711' };
    expect(await send({ mappingMode: 'defineBelow', value }, { first: 'Hanna' })).toEqual({
      type: 'template',
      name: 'order_update',
      language: 'de',
      variables: { first_name: 'Hanna', order_number: '4711' },
    });
  });

  test('a variable left empty is left out, so that the gateway names it', async () => {
    const value = { first_name: '', order_number: null };
    expect(await send({ mappingMode: 'defineBelow', value })).toMatchObject({ variables: {} });
  });

  test("mapped automatically, the item's fields of the same names are taken and no others", async () => {
    const item = { first_name: 'Bernd', order_number: 4712, shoe_size: 44 };
    expect(await send({ mappingMode: 'autoMapInputData', value: null }, item)).toMatchObject({
      variables: { first_name: 'Bernd', order_number: '4712' },
    });
  });

  test('mapped automatically, the template is asked for once, however many items there are', async () => {
    const templateVariables = { mappingMode: 'autoMapInputData', value: null };
    const result = await parley.engine.runWorkflow({
      nodes: [
        startNode,
        parleyNode({ operation: 'sendTemplate', ...choose('order_update|de'), templateVariables }),
      ],
      connections: connect('Start', 'Parley'),
      items: ['Erika', 'Hanna', 'Bernd'].map((first_name) => ({ to: '+4915112345678', first_name })),
    });
    expect(result.output('Parley')).toHaveLength(3);
    expect(parley.gateway.callsOf('getTemplate')).toHaveLength(1);
  });

  test('a template that is gone is left to the decision of the gateway', async () => {
    const content = await send({ mappingMode: 'autoMapInputData', value: null }, {}, 'lost|de');
    expect(content).toEqual({ type: 'template', name: 'lost', language: 'de', variables: {} });
  });
});
