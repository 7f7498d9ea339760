import { describe, expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import { metaFixture } from './meta-fixture.ts';

function status(fields: Record<string, unknown>) {
  const item = { id: 'wamid.OURS', timestamp: '1763800002', recipient_id: '4915112345678', ...fields };
  const value = { metadata: { phone_number_id: '106540352242922' }, statuses: [item] };
  return translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })[0];
}

describe('how far a message has come', () => {
  test('a delivery carries our id back, and what it costs', () => {
    expect(translateWebhook(metaFixture('status-delivered'))).toMatchObject([
      {
        kind: 'status',
        wamid: 'wamid.OURS',
        status: 'delivered',
        at: new Date('2025-11-22T08:26:42Z'),
        recipient: { phone: '+4915112345678', userId: 'DE.13491208655302741918', name: 'Erika Beispiel' },
        callbackData: 'msg_01',
        pricing: { category: 'utility' },
      },
    ]);
  });

  test('a failure carries Meta’s code and details', () => {
    const [event] = translateWebhook(metaFixture('status-failed-window'));
    expect(event).toMatchObject({
      status: 'failed',
      error: {
        code: 131047,
        title: 'Re-engagement message',
        details: expect.stringContaining('more than 24 hours'),
      },
    });
  });

  test.each(['sent', 'delivered', 'read', 'played', 'failed'])('%s is a status', (name) => {
    expect(status({ status: name })).toMatchObject({ kind: 'status', status: name });
  });

  test.each(['deleted', 'warning', 'constructor'])('%s, which Parley does not know, is kept', (name) => {
    expect(status({ status: name })).toMatchObject({ kind: 'other', raw: { status: name } });
  });

  test('a recipient who is not named costs nothing: the message id settles it', () => {
    expect(status({ status: 'failed', recipient_id: undefined })).toMatchObject({
      kind: 'status',
      recipient: {},
    });
  });

  test('a status of a group is not one of a person', () => {
    expect(status({ status: 'read', recipient_type: 'group' })).toMatchObject({ kind: 'group_status' });
  });

  test('an error code written as text is the same code', () => {
    expect(status({ status: 'failed', errors: [{ code: '131026', title: 'x' }] })).toMatchObject({
      error: { code: 131026, title: 'x' },
    });
  });
});

describe('what Meta says about templates and numbers', () => {
  test.each([
    [
      'template-status',
      {
        kind: 'template_status',
        accountId: '102290129340398',
        templateId: '1689556908129832',
        name: 'order_update',
        language: 'en_US',
        status: 'PAUSED',
      },
    ],
    [
      'template-category-upcoming',
      { kind: 'template_category', category: 'MARKETING', previous: 'UTILITY', upcoming: true },
    ],
    ['template-quality', { kind: 'template_quality', quality: 'RED', previous: 'GREEN' }],
    [
      'number-quality',
      {
        kind: 'number_quality',
        displayNumber: '493090182099',
        event: 'THROUGHPUT_UPGRADE',
        limit: 'TIER_UNLIMITED',
      },
    ],
    ['number-name', { kind: 'number_name', decision: 'APPROVED', name: 'Beispiel GmbH' }],
  ])('%s', (fixture, expected) => {
    expect(translateWebhook(metaFixture(fixture))).toMatchObject([expected]);
  });

  test('a reason of NONE is no reason', () => {
    expect(translateWebhook(metaFixture('template-status'))[0]).not.toHaveProperty('reason');
  });

  test('a category that has changed is not upcoming', () => {
    const value = {
      message_template_id: '7',
      message_template_name: 'a',
      message_template_language: 'de',
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    };
    const payload = { entry: [{ id: '1', changes: [{ field: 'template_category_update', value }] }] };
    expect(translateWebhook(payload)).toMatchObject([
      { category: 'MARKETING', previous: 'UTILITY', upcoming: false },
    ]);
  });
});
