import { describe, expect, test } from '@jest/globals';
import type { Message } from '@parley/core/gateway-api';
import { readFieldChange } from '../../packages/salesforce-adapter/src/consent/field-change.ts';
import { optInValue } from '../../packages/salesforce-adapter/src/consent/opt-in.ts';
import { mayFollow } from '../../packages/salesforce-adapter/src/records/message-status.ts';
import { contentText } from '../../packages/salesforce-adapter/src/records/message-text.ts';

describe('a message in words', () => {
  test.each([
    ['a picture with a caption', { type: 'image', caption: 'Schaden' }, '[Image]\nSchaden'],
    ['a file', { type: 'document', filename: 'Rechnung.pdf' }, '[Document: Rechnung.pdf]'],
    ['a tapped button', { type: 'button', text: 'Ja', payload: 'yes' }, 'Ja'],
    [
      'buttons',
      { type: 'buttons', body: 'Passt das?', buttons: [{ id: '1', title: 'Ja' }] },
      'Passt das?\n[Ja]',
    ],
    [
      'a place',
      { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Büro' },
      '[Location] Büro\n52.5, 13.4',
    ],
    [
      'a list',
      { type: 'list', body: 'Wann?', button: 'Tage', sections: [{ rows: [{ id: '1', title: 'Montag' }] }] },
      'Wann?\n[Montag]',
    ],
    [
      'a link button',
      { type: 'link', body: 'Konto', button: 'Öffnen', url: 'https://example.com' },
      'Konto\n[Öffnen]\nhttps://example.com',
    ],
    ['a flow', { type: 'flow', body: 'Rückgabe', button: 'Los', flowId: '1' }, 'Rückgabe\n[Los]'],
    ['a request for a place', { type: 'location_request', body: 'Wo sind Sie?' }, 'Wo sind Sie?'],
    ['a request for the number', { type: 'contact_request', body: 'Ihre Nummer?' }, 'Ihre Nummer?'],
    ['a contact', { type: 'contacts', contacts: [{ name: { formattedName: 'Erika' } }] }, '[Contact] Erika'],
    ['a raw text', { type: 'raw', message: { type: 'text', text: { body: 'Hallo' } } }, 'Hallo'],
    ['a raw picture', { type: 'raw', message: { type: 'image', image: { id: '1', caption: 'Da' } } }, 'Da'],
    [
      'a raw place',
      { type: 'raw', message: { type: 'location', location: {} } },
      '[A kind of message that Parley cannot show; it is kept in the gateway: raw]',
    ],
    ['a reaction', { type: 'reaction', emoji: '👍' }, '[Reaction] 👍'],
    ['a reaction taken back', { type: 'reaction' }, '[Reaction taken back]'],
    [
      'an order',
      { type: 'order', items: [{ productRetailerId: 'lampe', quantity: 2 }] },
      '[Order]\n2 × lampe',
    ],
    ['a form', { type: 'form_reply', answers: { tag: 'Montag' } }, '[Form filled in]\ntag: Montag'],
    ['a forwarded text', { type: 'text', text: 'Hallo', context: { forwarded: true } }, '[Forwarded]\nHallo'],
    [
      'a kind nobody knows',
      { type: 'unsupported', wireType: 'poll', raw: {} },
      '[A kind of message that Parley cannot show; it is kept in the gateway: poll]',
    ],
    ['a template without its text', { type: 'template', name: 'a', language: 'de' }, '[Template a (de)]'],
  ])('%s', (_, content, text) => {
    expect(contentText({ content, revokedAt: null } as unknown as Message, undefined)).toBe(text);
  });

  test('a template keeps the name of a variable that was not given', () => {
    const content = { type: 'template', name: 'a', language: 'de', variables: { first_name: 'Erika' } };
    const message = { content, revokedAt: null } as unknown as Message;
    expect(contentText(message, 'Hallo {{first_name}} {{ 2 }}')).toBe(
      '[Template a (de)]\nHallo Erika {{ 2 }}',
    );
  });
});

test.each([
  ['Queued', 'Sending', true],
  ['Sent', 'Delivered', true],
  ['Delivered', 'Delivered', true],
  ['Unknown', 'Sent', true],
  ['Sent', 'Failed', true],
  ['Failed', 'Delivered', true],
  ['Read', 'Delivered', false],
  ['Delivered', 'Failed', false],
  ['Delivered', 'Sending', false],
])('a row that shows %s may go to %s: %s', (shown, next, may) => {
  expect(mayFollow(shown, next)).toBe(may);
});

test.each([
  ['none', 'Unknown'],
  ['requested', 'Pending'],
  ['granted', 'Pending'],
  ['unproven', 'Pending'],
  ['confirmed', 'Opted In'],
  ['refused', 'Opted Out'],
  ['withdrawn', 'Opted Out'],
  ['objected', 'Opted Out'],
  ['provider_stop', 'Opted Out'],
  ['on_hold', 'Opted Out'],
] as const)('the consent state %s shows as %s', (state, shown) => {
  expect(optInValue(state)).toBe(shown);
});

describe('a change of the field "WhatsApp Opt-In"', () => {
  const proof = { source: 'Messe', date: '2026-11-20T10:00:00.000+0000', textVersion: null };
  const none = { source: null, date: null, textVersion: null };
  const number = { number: '+4915112345678', consentNumber: '+4915112345678' };
  test.each([
    ['what Parley wrote', 'Opted In', 'Opted In', proof, 'none'],
    ['an opt-out', 'Opted Out', 'Opted In', none, 'withdraw'],
    ['an opt-out while proof is missing', 'Opted Out', 'Proof missing', none, 'withdraw'],
    ['an opt-in with proof', 'Opted In', 'Opted Out', proof, 'grant'],
    ['an opt-in without proof', 'Opted In', 'Opted Out', none, 'proof_missing'],
    ['an opt-in that still lacks its proof', 'Pending', 'Proof missing', none, 'none'],
    ['an opt-in whose proof was filled in', 'Pending', 'Proof missing', proof, 'grant'],
    ['an emptied field', null, 'Opted Out', proof, 'restore'],
    ['Unknown over an opt-out', 'Unknown', 'Opted Out', proof, 'restore'],
    ['Pending over an opt-out, with proof', 'Pending', 'Opted Out', proof, 'restore'],
  ] as const)('%s', (_, optIn, synced, given, kind) => {
    expect(readFieldChange({ optIn, synced, ...given, ...number }).kind).toBe(kind);
  });

  test('is a reason to look again when the number is another one', () => {
    const same = { optIn: 'Opted In', synced: 'Opted In', ...none };
    expect(readFieldChange({ ...same, ...number, number: '+4915187654321' }).kind).toBe('restore');
    expect(readFieldChange({ ...same, ...number, consentNumber: null }).kind).toBe('none');
  });
});
