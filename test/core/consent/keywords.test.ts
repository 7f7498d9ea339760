import { describe, expect, test } from '@jest/globals';
import { CONSENT_ANSWERS, readKeyword, readNo, readTap } from '@parley/core/consent';

describe('a whole message that is an opt-out word', () => {
  // Typed by hand, not read from the product's own lists.
  const german =
    'STOP, STOPP, STOPPEN, ABMELDEN, ABMELDUNG, AUSTRAGEN, ABBESTELLEN, INFOSTOP, WIDERRUF, WIDERRUFE, ICH WIDERRUFE';
  const english = 'STOP, STOPALL, STOP ALL, UNSUBSCRIBE, OPTOUT, OPT OUT, REVOKE, REMOVE';
  const marketingOnly = 'KEINE WERBUNG, WERBUNG STOPPEN, WERBUNG AUS, NEWSLETTER ABMELDEN, STOP PROMOTIONS';

  test.each([...german.split(', '), ...english.split(', ')])('%s takes back everything', (word) => {
    for (const form of [word, word.toLowerCase(), ` ${word}! `, `„${word}“`, `${word} 🙏`, `${word}\u200b`])
      expect(readKeyword(form)).toMatchObject({ kind: 'withdraw', scope: 'all' });
  });

  test.each(marketingOnly.split(', '))('%s takes back advertising only', (word) => {
    expect(readKeyword(word.toLowerCase())).toMatchObject({ kind: 'withdraw', scope: 'marketing' });
  });

  test('WIDERSPRUCH objects to advertising', () => {
    expect(readKeyword('Widerspruch')).toMatchObject({ kind: 'object', scope: 'marketing' });
    expect(readKeyword('Widerspruch gegen Werbung')).toMatchObject({ kind: 'object', scope: 'marketing' });
  });

  test.each(['opt-out', 'Opt–Out!', 'STOP-ALL'])('"%s" is read with its hyphen', (word) => {
    expect(readKeyword(word)).toMatchObject({ kind: 'withdraw', scope: 'all' });
  });

  test('the word is kept as it was written', () => {
    expect(readKeyword('  Stopp! ')).toEqual({ kind: 'withdraw', scope: 'all', word: 'Stopp!' });
  });
});

describe('the opt-out words of other languages', () => {
  // Typed by hand, not read from the product's own lists.
  test.each([
    ['fr', 'STOP, ARRET, ARRETE, ARRETER, DESABONNER, DESINSCRIRE, Arrêt, arrêté, Désabonner, Désinscrire'],
    ['es', 'PARAR, ALTO, BAJA, DAR DE BAJA'],
    ['pt', 'PARAR, SAIR, DESCADASTRAR'],
    ['it', 'STOP, CANCELLAMI, DISISCRIVI'],
    ['nl', 'STOP, AFMELDEN, UITSCHRIJVEN'],
    ['pl', 'STOP, WYPISZ, REZYGNUJE, rezygnuję'],
    ['tr', 'DUR, LISTEDEN CIK, LİSTEDEN ÇIK, listeden çık'],
    ['no', 'STOPP, UNSUB, AVMELD, AVSLUTA, FRAMELD'],
    ['sv', 'STOPP, UNSUB, AVMELD, AVSLUTA, FRAMELD'],
    ['da', 'STOPP, UNSUB, AVMELD, AVSLUTA, FRAMELD, Frameld'],
  ] as const)('count in %s, with and without accents: %s', (language, list) => {
    for (const word of list.split(', ')) {
      expect(readKeyword(word)).toMatchObject({ kind: 'withdraw', scope: 'all' });
      expect(readKeyword(word, { languages: [language] })).toMatchObject({ kind: 'withdraw' });
    }
  });

  test.each([
    ['es', 'CANCELAR'],
    ['it', 'BASTA'],
    ['tr', 'IPTAL'],
    ['tr', 'İptal'],
  ] as const)('of %s may be about something else: %s', (language, word) => {
    expect(readKeyword(word, { languages: [language] })).toBeUndefined();
    expect(readKeyword(word, { languages: [language], offered: true })).toMatchObject({ kind: 'withdraw' });
  });

  test('of a language that is not chosen are only words, and the German ones always count', () => {
    expect(readKeyword('BAJA', { languages: ['en'] })).toBeUndefined();
    expect(readKeyword('Unsubscribe', { languages: ['es'] })).toBeUndefined();
    expect(readKeyword('Abmelden', { languages: ['es'] })).toMatchObject({ kind: 'withdraw' });
    expect(readKeyword('STOP', { languages: [] })).toMatchObject({ kind: 'withdraw' });
  });
});

describe('how a word is written', () => {
  test.each([
    ['full-width letters', 'ＳＴＯＰ'],
    ['a zero-width space', 'ST\u200bOP'],
    ['a variation selector', 'STOP\ufe0e'],
    ['emoji on both sides', '🛑 Stop 🛑'],
    ['an emoji with a skin colour and a joiner', 'stop 🙅🏽‍♀️'],
    ['a flag', 'Stop 🇩🇪'],
    ['German quotes', '„Stop“'],
    ['an apostrophe', "'stop'"],
    ['punctuation at both ends', '...stop!?'],
    ['a line break and spaces', ' \n stop \t'],
    ['a repetition', 'STOP STOP stop!'],
  ])('makes no difference: %s', (_what, text) => {
    expect(readKeyword(text)).toMatchObject({ kind: 'withdraw', scope: 'all' });
  });

  test('a text is no word because it begins with one, however far away the rest is', () => {
    expect(readKeyword(`stop${' '.repeat(300)}die Lieferung`)).toBeUndefined();
    expect(readKeyword(`stop${' '.repeat(2000)}`)).toBeUndefined();
  });

  test('"nicht mehr schreiben" takes back everything, and asks for silence', () => {
    expect(readKeyword('Nicht mehr schreiben!')).toMatchObject({
      kind: 'withdraw',
      scope: 'all',
      silent: true,
    });
  });
});

describe('words that may be about something else', () => {
  test.each(['END', 'CANCEL', 'QUIT', 'ENDE', 'ABBRECHEN', 'STORNO', 'NEIN'])(
    '%s counts only after an offer to leave',
    (word) => {
      expect(readKeyword(word)).toBeUndefined();
      expect(readKeyword(word, { offered: true })).toMatchObject({ kind: 'withdraw', scope: 'all' });
    },
  );

  test.each([
    'We have got to STOP this bill',
    'stop, o Zé não vem',
    'nicht stoppen',
    'Bitte nicht abmelden, ich komme wieder',
    'Stopp mal, ich habe eine Frage',
    'Können Sie meine Bestellung stoppen?',
    'Bushaltestelle Stop 12',
    'unstoppable',
    '',
    '!!!',
    '🛑',
  ])('"%s" is no opt-out', (text) => {
    expect(readKeyword(text)).toBeUndefined();
  });
});

describe('other agreed words', () => {
  test.each([
    ['START', 'start'],
    ['Infostart', 'start'],
    ['anmelden', 'start'],
    ['JA', 'yes'],
    ['Yes!', 'yes'],
    ['Hilfe', 'help'],
    ['info', 'help'],
  ])('%s', (text, kind) => {
    expect(readKeyword(text)).toMatchObject({ kind });
  });
});

describe('a tapped button', () => {
  test.each([
    ['optout:marketing', 'Keine Angebote', 'marketing'],
    ['optout:all', 'Abmelden', 'all'],
    ['Keine Werbung', 'Keine Werbung', 'marketing'],
    ['Unsubscribe', 'Unsubscribe', 'marketing'],
    ['STOP PROMOTIONS', 'Stop promotions', 'marketing'],
  ])('with payload %s and label %s withdraws %s', (payload, label, scope) => {
    expect(readTap(payload, label)).toMatchObject({ kind: 'withdraw', scope });
  });

  test('any other button is just an answer', () => {
    expect(readTap('confirm-appointment', 'Termin bestätigen')).toBeUndefined();
  });
});

test('an answer to our own question is told by its payload, whatever stands on the button', () => {
  expect(readTap(CONSENT_ANSWERS.yes, 'Ja, gerne')).toEqual({ kind: 'yes', word: 'Ja, gerne' });
  expect(readTap(CONSENT_ANSWERS.no, 'Nein, danke')).toEqual({ kind: 'no', word: 'Nein, danke' });
  expect(readTap('book:no', 'Nein')).toBeUndefined();
});

test('a No is a whole message too', () => {
  for (const text of ['Nein', 'NEIN, danke!', 'no', 'No thanks 🙏'])
    expect(readNo(text)).toMatchObject({ kind: 'no' });
  for (const text of ['Nein, mein Paket fehlt', 'nö', 'Ja', '']) expect(readNo(text)).toBeUndefined();
});
