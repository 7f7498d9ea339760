import { describe, expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import fc from 'fast-check';
import { metaFixture } from './meta-fixture.ts';

describe('odd things in a batch', () => {
  test('cost only themselves, keep their order, and say where they stand', () => {
    const at = 'entry.0.changes.0.value';
    expect(
      translateWebhook(metaFixture('odd-batch')).map((event) => [
        event.kind,
        ('wamid' in event && event.wamid) ||
          ('path' in event && event.path) ||
          ('field' in event && event.field),
      ]),
    ).toEqual([
      ['unreadable', `${at}.contacts.0.wa_id`],
      ['message', 'wamid.GOOD1'],
      ['unreadable', `${at}.messages.1.text.body`],
      ['unreadable', `${at}.messages.2.timestamp`],
      ['unreadable', `${at}.messages.3.from`],
      ['unreadable', `${at}.messages.4`],
      ['message', 'wamid.NEW'],
      ['message', 'wamid.GOOD2'],
      ['other', 'brand_new_field'],
      ['unreadable', 'entry.1.changes'],
    ]);
  });

  test('an unknown type of message is a message, kept whole', () => {
    const found = translateWebhook(metaFixture('odd-batch')).find(
      (event) => event.kind === 'message' && event.wamid === 'wamid.NEW',
    );
    expect(found).toMatchObject({
      sender: { name: 'Erika Beispiel' },
      content: { type: 'unsupported', wireType: 'hologram', raw: { depth: 3 } },
    });
  });

  test('what could not be read is kept whole, with its number', () => {
    const [, , odd] = translateWebhook(metaFixture('odd-batch'));
    expect(odd).toMatchObject({ numberId: '106540352242922', raw: { id: 'wamid.BAD1' } });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'hello'],
    ['a list', []],
    ['an object without entries', { object: 'page' }],
  ])('%s in place of a payload is one unreadable item', (_name, payload) => {
    expect(translateWebhook(payload)).toMatchObject([{ kind: 'unreadable', path: 'entry' }]);
  });

  test('no entries say nothing', () => {
    expect(translateWebhook({ object: 'whatsapp_business_account', entry: [] })).toEqual([]);
  });

  test('a change without any list that we know is kept', () => {
    const value = { metadata: { phone_number_id: '1' }, brand_new: [1] };
    expect(translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })).toEqual([
      { kind: 'other', field: 'messages', accountId: '1', numberId: '1', raw: value },
    ]);
  });

  test('a change without its number names the path', () => {
    const value = { messages: [] };
    expect(translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })).toMatchObject(
      [{ kind: 'unreadable', path: 'entry.0.changes.0.value.metadata' }],
    );
  });

  test('no payload whatever makes it throw, and every item is told', () => {
    const names = [
      'id',
      'type',
      'timestamp',
      'from',
      'text',
      'body',
      'context',
      'system',
      'errors',
      'status',
    ];
    const wild = fc.object({ key: fc.constantFrom(...names), maxDepth: 3 });
    const item = fc.oneof(wild, fc.jsonValue());
    const field = fc.constantFrom(
      'messages',
      'user_preferences',
      'calls',
      'template_category_update',
      'toString',
    );
    const property = fc.property(field, fc.array(item), fc.array(item), (name, messages, statuses) => {
      const value = { metadata: { phone_number_id: '1' }, messages, statuses, contacts: statuses };
      const events = translateWebhook({ entry: [{ id: '1', changes: [{ field: name, value }] }] });
      const told = name === 'messages' ? messages.length + statuses.length : 1;
      expect(events.length).toBeGreaterThanOrEqual(told);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
