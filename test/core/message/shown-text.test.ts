import { describe, expect, test } from '@jest/globals';
import { contextText, type InboundContent, type ReceivedContext, shownText } from '@parley/core/message';

/** Intl writes a space that does not break before the currency. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const rows: [what: string, content: InboundContent, german: string, english: string][] = [
  ['a text', { type: 'text', text: 'Hallo' }, 'Hallo', 'Hallo'],
  [
    'an image with a caption',
    { type: 'image', mediaId: '1', caption: 'Kaputt' },
    '[Bild]\nKaputt',
    '[Image]\nKaputt',
  ],
  [
    'a document',
    { type: 'document', mediaId: '1', filename: 'Rechnung.pdf' },
    '[Dokument: Rechnung.pdf]',
    '[Document: Rechnung.pdf]',
  ],
  [
    'a tap',
    { type: 'button', source: 'list', payload: 'x', text: 'Express' },
    '[Angetippt] Express',
    '[Tapped] Express',
  ],
  [
    'a place with its name',
    { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Reichstag', address: 'Berlin' },
    '[Standort] Reichstag, Berlin',
    '[Location] Reichstag, Berlin',
  ],
  [
    'a place without a name',
    { type: 'location', latitude: 52.5, longitude: 13.4, url: 'https://ort.example/' },
    '[Standort] 52.5, 13.4\nhttps://ort.example/',
    '[Location] 52.5, 13.4\nhttps://ort.example/',
  ],
  ['a reaction', { type: 'reaction', wamid: 'w', emoji: '👍' }, '[Reaktion] 👍', '[Reaction] 👍'],
  [
    'a reaction taken back',
    { type: 'reaction', wamid: 'w' },
    '[Reaktion zurückgenommen]',
    '[Reaction taken back]',
  ],
  [
    'contacts, and how to reach them',
    {
      type: 'contacts',
      contacts: [
        { name: { formattedName: 'Max Muster' }, phones: [{ phone: '+49 30 1' }, { waId: '4930' }] },
        { name: { formattedName: 'Erika' }, emails: [{ email: 'e@muster.example' }] },
        { name: { formattedName: 'Otto' } },
      ],
    },
    '[Kontakt] Max Muster (+49 30 1, 4930), Erika (e@muster.example), Otto',
    '[Contact] Max Muster (+49 30 1, 4930), Erika (e@muster.example), Otto',
  ],
  [
    'an order, line by line',
    {
      type: 'order',
      text: 'Als Geschenk',
      items: [
        { productRetailerId: 'lampe-7', quantity: 2, itemPrice: 30.5, currency: 'EUR' },
        { productRetailerId: 'schirm-1', quantity: 1, itemPrice: 25, currency: 'Taler' },
        { productRetailerId: 'birne' },
      ],
    },
    '[Bestellung] Als Geschenk\n2 × lampe-7 (30,50 €)\n1 × schirm-1 (25 Taler)\n1 × birne',
    '[Order] Als Geschenk\n2 × lampe-7 (€30.50)\n1 × schirm-1 (25 Taler)\n1 × birne',
  ],
  [
    'the answers of a form, without what is the machine’s',
    {
      type: 'form_reply',
      form: 'flow',
      text: 'Sent',
      answers: {
        flow_token: 'secret',
        termin: '2026-11-30',
        personen: 4,
        extras: ['Kaffee', 'Kuchen'],
        leer: '',
        adresse: { stadt: 'Berlin' },
      },
    },
    '[Formular ausgefüllt]\ntermin: 2026-11-30\npersonen: 4\nextras: Kaffee, Kuchen\nstadt: Berlin',
    '[Form filled in]\ntermin: 2026-11-30\npersonen: 4\nextras: Kaffee, Kuchen\nstadt: Berlin',
  ],
  [
    'a form without answers',
    { type: 'form_reply', text: 'Sent', answers: {} },
    '[Formular ausgefüllt]\nSent',
    '[Form filled in]\nSent',
  ],
  [
    'answers that are a text',
    { type: 'form_reply', answers: 'ja' },
    '[Formular ausgefüllt]\nja',
    '[Form filled in]\nja',
  ],
  [
    'calls allowed for a time',
    { type: 'call_permission', response: 'accept', expiresAt: '2025-11-29T08:26:40.000Z' },
    '[Anrufe erlaubt bis 29. November 2025]',
    '[Calls allowed until November 29, 2025]',
  ],
  [
    'calls allowed for good',
    { type: 'call_permission', response: 'accept', isPermanent: true },
    '[Anrufe erlaubt]',
    '[Calls allowed]',
  ],
  [
    'calls refused',
    { type: 'call_permission', response: 'reject' },
    '[Anrufe nicht erlaubt]',
    '[Calls not allowed]',
  ],
  [
    'a poll',
    { type: 'unsupported', wireType: 'poll_creation', raw: {} },
    '[Von WhatsApp nicht weitergegeben: Umfrage]',
    '[Not passed on by WhatsApp: poll]',
  ],
  [
    'a kind that WhatsApp does not name',
    { type: 'unsupported', wireType: 'hsm', error: { code: 131051 }, raw: {} },
    '[Von WhatsApp nicht weitergegeben: hsm]',
    '[Not passed on by WhatsApp: hsm]',
  ],
  [
    'a kind nobody knows',
    { type: 'unsupported', wireType: 'toString', raw: {} },
    '[Eine Nachrichtenart, die Parley nicht anzeigen kann; sie liegt im Gateway: toString]',
    '[A kind of message that Parley cannot show; it is kept in the gateway: toString]',
  ],
];

describe('what a customer sent, for whoever reads along', () => {
  test.each(rows)('%s', (_what, content, german, english) => {
    expect(plain(shownText(content, 'de'))).toBe(german);
    expect(plain(shownText(content, 'en'))).toBe(english);
  });

  test('a tap without a text shows what came back', () => {
    const tap = { type: 'button', source: 'template', payload: 'YES', text: '' } as const;
    expect(shownText(tap, 'de')).toBe('[Angetippt] YES');
  });

  test('a form of any size stays readable', () => {
    const answers = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, 'x'.repeat(2000)]));
    const shown = shownText({ type: 'form_reply', answers }, 'de').split('\n');
    expect(shown).toHaveLength(51);
    expect(shown[1]?.length).toBe(504);
  });
});

describe('what was sent, for whoever reads along', () => {
  test.each<[string, Readonly<Record<string, unknown>> & { readonly type: string }, string]>([
    [
      'a file by its address',
      { type: 'document', link: 'https://a.example/1.pdf', filename: '1.pdf', caption: 'Neu' },
      '[Dokument: 1.pdf]\nhttps://a.example/1.pdf\nNeu',
    ],
    [
      'buttons',
      { type: 'buttons', body: 'Passt?', buttons: [{ title: 'Ja' }, { title: 'Nein' }] },
      'Passt?\n[Ja] [Nein]',
    ],
    [
      'a list',
      { type: 'list', body: 'Wann?', sections: [{ rows: [{ title: 'Montag' }] }] },
      'Wann?\n[Montag]',
    ],
    [
      'a link',
      { type: 'link', body: 'Konto', button: 'Öffnen', url: 'https://a.example' },
      'Konto\n[Öffnen]\nhttps://a.example',
    ],
    ['a flow', { type: 'flow', body: 'Rückgabe', button: 'Los' }, 'Rückgabe\n[Los]'],
    ['a request for a place', { type: 'location_request', body: 'Wo?' }, 'Wo?'],
    ['a template', { type: 'template', name: 'versand', language: 'de' }, '[Vorlage versand (de)]'],
    ['raw words', { type: 'raw', message: { type: 'text', text: { body: 'Hallo' } } }, 'Hallo'],
    [
      'a raw place',
      { type: 'raw', message: { type: 'location', location: {} } },
      '[Eine Nachrichtenart, die Parley nicht anzeigen kann; sie liegt im Gateway: raw]',
    ],
    [
      'a kind of a later version',
      { type: 'hologram', depth: 3 },
      '[Eine Nachrichtenart, die Parley nicht anzeigen kann; sie liegt im Gateway: hologram]',
    ],
  ])('%s', (_what, content, shown) => {
    expect(shownText(content, 'de')).toBe(shown);
  });
});

describe('where a message comes from', () => {
  test.each<[ReceivedContext | undefined, string | undefined, string | undefined]>([
    [undefined, undefined, undefined],
    [{}, undefined, undefined],
    [{ forwarded: true }, '[Weitergeleitet]', '[Forwarded]'],
    [{ forwarded: true, frequentlyForwarded: true }, '[Oft weitergeleitet]', '[Forwarded many times]'],
    [
      { product: { catalogId: '1', productRetailerId: 'lampe-7' } },
      '[Zum Produkt lampe-7]',
      '[About the product lampe-7]',
    ],
    [
      { referral: { sourceType: 'ad', headline: 'Sommer' } },
      '[Kam über eine Anzeige: Sommer]',
      '[Came by an advertisement: Sommer]',
    ],
    [
      { inStandby: true },
      '[Eine andere App führt gerade diese Unterhaltung]',
      '[Another app has this conversation now]',
    ],
    [{ referral: { clickId: 'x' } }, '[Kam über eine Anzeige]', '[Came by an advertisement]'],
  ])('%p', (context, german, english) => {
    expect(contextText(context, 'de')).toBe(german);
    expect(contextText(context, 'en')).toBe(english);
  });
});
