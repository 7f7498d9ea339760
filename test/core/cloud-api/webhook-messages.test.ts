import { describe, expect, test } from '@jest/globals';
import { translateWebhook, type WebhookEvent } from '@parley/core/cloud-api';
import { metaFixture } from './meta-fixture.ts';

const origin = {
  accountId: '102290129340398',
  numberId: '106540352242922',
  displayNumber: '493090182099',
};
const erika = {
  phone: '+4915112345678',
  userId: 'DE.13491208655302741918',
  username: 'erika.b',
  name: 'Erika Beispiel',
};

function only(fixture: string): WebhookEvent {
  const events = translateWebhook(metaFixture(fixture));
  expect(events).toHaveLength(1);
  return events[0] as WebhookEvent;
}

describe('what a customer wrote', () => {
  test('a text, with its sender, its number and Meta’s time', () => {
    const raw = expect.objectContaining({ type: 'text' });
    expect(only('inbound-text')).toEqual({
      kind: 'message',
      ...origin,
      wamid: 'wamid.HBgNNDkxNTExMjM0NTY3OBUCABIYFDNBMDE=',
      at: new Date('2025-11-22T08:26:40Z'),
      sender: erika,
      content: { type: 'text', text: 'Wo ist mein Paket? Grüße' },
      raw,
    });
  });

  test('a reply names the message it quotes, and an ad its referral', () => {
    expect(only('inbound-text-quoting')).toMatchObject({ quotedWamid: 'wamid.QUOTED' });
    expect(only('inbound-text-from-ad')).toMatchObject({
      referral: { clickId: 'Aff-n8ZT', sourceType: 'ad' },
    });
  });

  test('an image, to be fetched by its id', () => {
    expect(only('inbound-image')).toMatchObject({
      content: {
        type: 'image',
        mediaId: '1003383421387256',
        mimeType: 'image/jpeg',
        sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=',
        caption: 'Kaputt angekommen',
      },
    });
  });

  test('a tap on a template’s quick reply', () => {
    expect(only('inbound-button')).toMatchObject({
      content: { type: 'button', source: 'template', payload: 'optout:marketing', text: 'Keine Werbung' },
      quotedWamid: 'wamid.TEMPLATE',
    });
  });

  test('taps on reply buttons and list rows, and a flow’s answer', () => {
    const events = translateWebhook(metaFixture('inbound-interactive'));
    expect(events.map((event) => 'content' in event && event.content)).toEqual([
      { type: 'button', source: 'buttons', payload: 'cancel', text: 'Stornieren' },
      { type: 'button', source: 'list', payload: 'express', text: 'Express', description: 'Morgen da' },
      { type: 'form_reply', form: 'flow', text: 'Sent', answers: {} },
    ]);
  });

  test('someone who hides the phone number is known by the user id, and a time may be a number', () => {
    expect(only('inbound-bsuid-only')).toMatchObject({
      sender: { userId: 'DE.99887766', parentUserId: 'DE.ENT.5544', username: 'max.m', name: 'Max' },
      at: new Date('2025-11-22T08:26:40Z'),
    });
    expect(only('inbound-bsuid-only')).not.toHaveProperty('sender.phone');
  });

  test('in a batch of two people each message gets its own sender', () => {
    const events = translateWebhook(metaFixture('inbound-two-people'));
    expect(events).toMatchObject([
      {
        sender: { name: 'Erika Beispiel' },
        content: { type: 'location', latitude: 52.5186, longitude: 13.3761, name: 'Reichstag' },
      },
      {
        sender: { name: 'Max', phone: '+4915187654321' },
        content: { type: 'reaction', wamid: 'wamid.OURS', emoji: '👍' },
      },
    ]);
  });

  test('a kind that WhatsApp itself does not pass on is a message all the same', () => {
    expect(only('inbound-unsupported')).toMatchObject({
      kind: 'message',
      content: { type: 'unsupported', wireType: 'poll_creation' },
    });
  });

  test('a changed and a deleted message name the original', () => {
    expect(translateWebhook(metaFixture('inbound-edit-and-revoke'))).toMatchObject([
      {
        kind: 'edited',
        originalWamid: 'wamid.FIRST',
        content: { type: 'text', text: 'Bestellung 4712, nicht 4711' },
      },
      { kind: 'revoked', originalWamid: 'wamid.FIRST', sender: erika },
    ]);
  });

  test('a change whose new text is not told is a change all the same', () => {
    const message = { id: 'wamid.E', timestamp: 1, type: 'edit', from: '4915112345678' };
    const value = {
      metadata: { phone_number_id: '1' },
      messages: [{ ...message, edit: { original_message_id: 'wamid.FIRST' } }],
    };
    const [event] = translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
    expect(event).toMatchObject({ kind: 'edited', originalWamid: 'wamid.FIRST' });
    expect(event).not.toHaveProperty('content');
  });

  test('a forwarded message says so', () => {
    const forwarded = (context: object) => {
      const message = {
        id: 'wamid.F',
        timestamp: 1,
        type: 'text',
        from: '4915112345678',
        text: { body: 'x' },
      };
      const value = { metadata: { phone_number_id: '1' }, messages: [{ ...message, context }] };
      return translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })[0];
    };
    expect(forwarded({ forwarded: true })).toMatchObject({ forwarded: true });
    expect(forwarded({ frequently_forwarded: true })).toMatchObject({ forwarded: true });
    expect(forwarded({ id: 'wamid.Q' })).not.toHaveProperty('forwarded');
  });

  test('a message in a group is no conversation with its sender', () => {
    expect(only('group-message')).toMatchObject({
      kind: 'group_message',
      groupId: expect.any(String),
      numberId: origin.numberId,
    });
  });

  test('a message sent from the phone app, and a call, which opens the window', () => {
    expect(only('app-echo')).toMatchObject({
      kind: 'echo',
      recipient: { phone: '+4915112345678' },
      content: { type: 'text', text: 'Ich kümmere mich.' },
    });
    expect(only('call-by-customer')).toMatchObject({ kind: 'call', callId: 'wacid.ABC', caller: erika });
  });
});

describe('what WhatsApp says about a person', () => {
  test('a new phone number', () => {
    expect(only('system-number-changed')).toMatchObject({
      kind: 'identity_changed',
      change: 'phone',
      previous: { phone: '+4915112345678' },
      current: { phone: '+4915199999999' },
    });
  });

  test('a new user id', () => {
    expect(only('system-user-id-changed')).toMatchObject({
      kind: 'identity_changed',
      change: 'user_id',
      previous: { userId: 'DE.OLD1' },
      current: { userId: 'DE.NEW1' },
    });
  });

  test('marketing turned off, in the new and in the old form; a sign-up is no preference', () => {
    expect(translateWebhook(metaFixture('user-preferences'))).toMatchObject([
      { kind: 'preference', marketing: 'stop', person: erika, at: new Date('2025-11-22T08:26:43Z') },
      { kind: 'signup' },
    ]);
    expect(only('system-preference-changed')).toMatchObject({
      kind: 'preference',
      marketing: 'stop',
      person: { phone: '+4915112345678' },
    });
  });
});
