import { describe, expect, test } from '@jest/globals';
import { plainContent } from '../../packages/slack-bridge/src/events/shown-content.ts';
import { wordsIn } from '../../packages/slack-bridge/src/words/words.ts';

describe('what another tool sent, as the thread shows it', () => {
  const erika = { name: { formattedName: 'Erika' } };
  test.each<[string, { type: string } & Record<string, unknown>, string]>([
    [
      'a list with its rows',
      { type: 'list', body: 'Wann?', button: 'Tage', sections: [{ rows: [{ id: '1', title: 'Montag' }] }] },
      'Wann?\n[Montag]',
    ],
    [
      'a link with its address',
      { type: 'link', body: 'Konto', button: 'Öffnen', url: 'https://example.com' },
      'Konto\n[Öffnen]\nhttps://example.com',
    ],
    ['a flow with its button', { type: 'flow', body: 'Rückgabe', button: 'Los' }, 'Rückgabe\n[Los]'],
    ['a request for a place', { type: 'location_request', body: 'Wo sind Sie?' }, 'Wo sind Sie?'],
    ['a request for the number', { type: 'contact_request', body: 'Ihre Nummer?' }, 'Ihre Nummer?'],
    [
      'contacts with their names',
      { type: 'contacts', contacts: [erika, { name: { formattedName: 'Max' } }] },
      '[Contact] Erika, Max',
    ],
    [
      'a raw message with its words',
      { type: 'raw', message: { type: 'interactive', interactive: { body: { text: 'Anrufen?' } } } },
      'Anrufen?',
    ],
    [
      'a raw message without words',
      { type: 'raw', message: { type: 'location', location: {} } },
      '[A kind of message that Parley cannot show; it is kept in the gateway: raw]',
    ],
    [
      'a form that the customer filled in',
      { type: 'form_reply', form: 'flow', answers: { termin: 'Montag' } },
      '[Form filled in]\ntermin: Montag',
    ],
    ['a permission to call', { type: 'call_permission', response: 'reject' }, '[Calls not allowed]'],
    [
      'a kind that WhatsApp passes nothing on of',
      { type: 'unsupported', wireType: 'poll_creation', raw: {} },
      '[Not passed on by WhatsApp: poll]',
    ],
  ])('%s', (_what, content, shown) => {
    expect(plainContent(content, wordsIn('en'))).toBe(shown);
  });

  test('has its words in German too', () => {
    const content = { type: 'contacts', contacts: [erika] };
    expect(plainContent(content, wordsIn('de'))).toBe('[Kontakt] Erika');
    const order = { type: 'order', items: [{ productRetailerId: 'lampe-7', quantity: 2 }] };
    expect(plainContent(order, wordsIn('de'))).toBe('[Bestellung]\n2 × lampe-7');
  });
});
