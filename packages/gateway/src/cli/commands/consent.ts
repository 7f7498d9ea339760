import type { ConsentLedger, ConsentRecorded, Contact, PageOf } from '@parley/core/gateway-api';
import { type CliCall, type Command, exitCodes, UsageError } from '../command.ts';
import { tableOf } from '../table.ts';

const who = {
  name: 'who',
  does: {
    en: 'a phone number, user id or contact id',
    de: 'eine Telefonnummer, Nutzer- oder Kontaktkennung',
  },
} as const;

/** What people agreed to. */
export const consentCommand: Command = {
  name: 'consent',
  does: { en: 'consent: show, record', de: 'Einwilligungen: zeigen, eintragen' },
  actions: [
    {
      name: 'show',
      does: { en: 'a person’s consent and its ledger', de: 'die Einwilligungen einer Person und ihr Buch' },
      arguments: [who],
      options: {
        at: {
          value: 'time',
          does: {
            en: 'as it was then, such as 2026-11-01T00:00:00Z',
            de: 'wie es damals war, etwa 2026-11-01T00:00:00Z',
          },
        },
      },
      async run(call) {
        const id = await contactId(call, call.argument('who') ?? '');
        const ledger = await call.ask<ConsentLedger>(
          'GET',
          `/v1/contacts/${encodeURIComponent(id)}/consent`,
          {
            query: { at: call.option('at') },
          },
        );
        call.show(ledger, () => ledgerLines(ledger, call.language));
        return ledger.chain.valid ? exitCodes.done : exitCodes.failed;
      },
    },
    {
      name: 'record',
      does: { en: 'append an entry to the ledger', de: 'trägt etwas in das Buch ein' },
      arguments: [who],
      options: {
        purpose: {
          value: 'utility|marketing|all',
          required: true,
          does: { en: 'what it is about', de: 'worum es geht' },
        },
        action: {
          value: 'grant|withdraw|…',
          required: true,
          does: { en: 'what the person did', de: 'was die Person tat' },
        },
        method: { value: 'paper|phone|…', does: { en: 'how', de: 'wie' } },
        source: { value: 'text', does: { en: 'where, in words', de: 'wo, in Worten' } },
        'text-version': {
          value: 'version',
          does: { en: 'the text they were shown', de: 'der Text, den sie sahen' },
        },
        'occurred-at': { value: 'time', does: { en: 'when, if not now', de: 'wann, wenn nicht jetzt' } },
      },
      async run(call) {
        const given: Record<string, string | undefined> = {
          method: call.option('method'),
          source: call.option('source'),
          textVersion: call.option('text-version'),
          occurredAt: call.option('occurred-at'),
        };
        const recorded = await call.ask<ConsentRecorded>('POST', '/v1/consent', {
          body: {
            contact: recipientOf(call.argument('who') ?? ''),
            purpose: call.option('purpose'),
            action: call.option('action'),
            ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
          },
        });
        call.show(recorded, () => (call.language === 'de' ? 'Eingetragen.' : 'Recorded.'));
        return exitCodes.done;
      },
    },
  ],
};

function recipientOf(text: string): unknown {
  if (text.startsWith('ctc_')) return { contactId: text };
  return /^[A-Z]{2}\./.test(text) ? { userId: text } : text;
}

async function contactId(call: CliCall, text: string): Promise<string> {
  if (text.startsWith('ctc_')) return text;
  const page = await call.ask<PageOf<Contact>>('GET', '/v1/contacts', { query: { identity: text } });
  const [contact] = page.items;
  if (contact) return contact.id;
  throw new UsageError({
    en: `Nobody is known by ${text}. Write phone numbers with + and the country, such as +4915112345678.`,
    de: `Unter ${text} ist niemand bekannt. Schreiben Sie Telefonnummern mit + und Land, etwa +4915112345678.`,
  });
}

function ledgerLines({ state, events, chain }: ConsentLedger, language: 'de' | 'en'): readonly string[] {
  const heading =
    language === 'de'
      ? ['Zeit', 'Zweck', 'Handlung', 'Weg', 'Quelle']
      : ['time', 'purpose', 'action', 'method', 'source'];
  const rows = events.map((event) => [
    event.occurredAt,
    event.purpose,
    event.action,
    event.method ?? '',
    event.source ?? '',
  ]);
  return [
    ...Object.entries(state).map(([purpose, { state: now }]) => `${purpose}: ${now}`),
    '',
    ...tableOf(heading, rows),
    '',
    language === 'de'
      ? `Die Hash-Kette des Buchs ${chain.valid ? 'stimmt' : 'stimmt NICHT'}.`
      : `The hash chain of the ledger ${chain.valid ? 'holds' : 'does NOT hold'}.`,
  ];
}
