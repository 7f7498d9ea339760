import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventTypes } from '@parley/core/gateway-api/schema';
import {
  API_KEY,
  PARLEY,
  PARLEY_TRIGGER,
  type ParleyInN8n,
  startParleyInN8n,
} from '../support/n8n-parley.ts';
import type { Json } from '../support/n8n-types.ts';

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());

const descriptionOf = (type: string) => parley.engine.nodeTypes.getByName(type).description;

describe('what the editor shows', () => {
  test('both nodes are found in the Communication category, with a light and a dark icon', () => {
    for (const type of [PARLEY, PARLEY_TRIGGER]) {
      const { codex, iconUrl } = descriptionOf(type);
      expect(codex).toMatchObject({ categories: ['Communication'] });
      expect(iconUrl).toEqual({
        light: 'icons/@parley/n8n-nodes-parley/dist/icons/parley.svg',
        dark: 'icons/@parley/n8n-nodes-parley/dist/icons/parley.dark.svg',
      });
    }
  });

  test('the trigger offers every event of the gateway, and starts with messages', () => {
    const events = descriptionOf(PARLEY_TRIGGER).properties.find(({ name }) => name === 'events');
    const offered = ((events?.options ?? []) as Json[]).map(({ value }) => value);
    expect(offered.sort()).toEqual([...eventTypes].sort());
    expect(events?.default).toEqual(['message.received']);
  });

  test('each kind of message has one template field and one field for its variables on screen', () => {
    const { properties } = descriptionOf(PARLEY);
    const places = (name: string) =>
      properties.filter((field) => field.name === name).map(({ displayOptions }) => displayOptions);
    expect(places('template')).toHaveLength(3);
    expect(places('templateVariables')).toEqual(places('template'));
  });
});

describe('the credential', () => {
  test('its test asks for something that needs the key', async () => {
    const path = parley.engine.credentialTypes.parleyApi?.test.request.url;
    const ask = (key: string) =>
      fetch(parley.gateway.url + path, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask(API_KEY)).status).toBe(200);
    expect((await ask('wrong')).status).toBe(401);
  });

  test('the key is typed into a field that hides it', () => {
    const fields = parley.engine.credentialTypes.parleyApi?.properties;
    expect(fields?.find(({ name }) => name === 'apiKey')?.typeOptions).toEqual({ password: true });
  });
});
