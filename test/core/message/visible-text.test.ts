import { expect, test } from '@jest/globals';
import { type FreeFormContent, isFreeForm, visibleText } from '@parley/core/message';

const link = 'https://cdn.example.com/a';
const rows: [string, FreeFormContent, string | undefined][] = [
  ['text', { type: 'text', text: 'Hallo' }, 'Hallo'],
  ['image', { type: 'image', link, caption: 'Da' }, 'Da'],
  ['image without a caption', { type: 'image', link }, undefined],
  ['audio', { type: 'audio', link }, undefined],
  ['video', { type: 'video', link, caption: 'Da' }, 'Da'],
  ['document', { type: 'document', link, caption: 'Da' }, 'Da'],
  ['sticker', { type: 'sticker', link }, undefined],
  ['location', { type: 'location', latitude: 1, longitude: 2, name: 'Laden' }, undefined],
  ['contacts', { type: 'contacts', contacts: [{ name: { formattedName: 'Erika' } }] }, undefined],
  ['reaction', { type: 'reaction', message: 'msg_1', emoji: '👍' }, undefined],
  ['buttons', { type: 'buttons', body: 'Ja?', buttons: [{ id: 'a', title: 'Ja' }] }, 'Ja?'],
  ['list', { type: 'list', body: 'Wann?', button: 'Tage', sections: [] }, 'Wann?'],
  ['link', { type: 'link', body: 'Konto', button: 'Los', url: link }, 'Konto'],
  ['flow', { type: 'flow', body: 'Rückgabe', button: 'Los', flowId: '1' }, 'Rückgabe'],
  ['location_request', { type: 'location_request', body: 'Wo?' }, 'Wo?'],
  ['contact_request', { type: 'contact_request', body: 'Wer?' }, 'Wer?'],
  ['raw text', { type: 'raw', message: { type: 'text', text: { body: 'Hallo' } } }, 'Hallo'],
  ['raw image', { type: 'raw', message: { type: 'image', image: { caption: 'Da' } } }, 'Da'],
  [
    'raw interactive',
    { type: 'raw', message: { type: 'interactive', interactive: { body: { text: 'Anrufen?' } } } },
    'Anrufen?',
  ],
  ['raw location', { type: 'raw', message: { type: 'location', location: { name: 'Laden' } } }, undefined],
  ['raw without its object', { type: 'raw', message: { type: 'text', text: null } }, undefined],
];

test.each(rows)('what the customer reads of %s', (_what, content, text) => {
  expect(visibleText(content)).toBe(text);
});

test.each(rows)('%s is bound to the window', (_what, content) => {
  expect(isFreeForm(content)).toBe(true);
});

test('a template is not bound to the window', () => {
  expect(isFreeForm({ type: 'template', name: 'order_update', language: 'de' })).toBe(false);
});
