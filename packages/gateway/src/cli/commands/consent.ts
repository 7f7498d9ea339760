import type {
  ConsentImported,
  ConsentLedger,
  ConsentRecorded,
  Contact,
  ContactExport,
  PageOf,
} from '@parley/core/gateway-api';
import { type CliCall, type Command, exitCodes, UsageError } from '../command.ts';
import { readPeopleList } from '../read-list.ts';
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
  does: {
    en: 'consent: show, record, import, export',
    de: 'Einwilligungen: zeigen, eintragen, importieren, exportieren',
  },
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
    {
      name: 'import',
      does: {
        en: 'take over a list of people (CSV with the column contact); nobody who has left comes back by it',
        de: 'übernimmt eine Liste von Personen (CSV mit der Spalte contact); wer gegangen ist, kommt dadurch nicht zurück',
      },
      arguments: [{ name: 'file', does: { en: 'the CSV file', de: 'die CSV-Datei' } }],
      options: {
        source: {
          value: 'text',
          required: true,
          does: { en: 'where the list comes from', de: 'woher die Liste stammt' },
        },
        purpose: {
          value: 'utility|marketing',
          does: {
            en: 'what they agreed to; marketing where left out',
            de: 'wozu sie zugestimmt haben; sonst marketing',
          },
        },
        action: {
          value: 'grant|withdraw|object',
          does: { en: 'what they did; grant where left out', de: 'was sie taten; sonst grant' },
        },
        'text-version': {
          value: 'version',
          does: { en: 'the text they were shown', de: 'der Text, den sie sahen' },
        },
        'occurred-at': {
          value: 'time',
          does: { en: 'when, where a row does not say', de: 'wann, wo eine Zeile es nicht sagt' },
        },
      },
      async run(call) {
        const { rows, sha256 } = readPeopleList(call.argument('file') ?? '');
        const common = Object.fromEntries(
          Object.entries({
            source: call.option('source'),
            purpose: call.option('purpose'),
            action: call.option('action'),
            textVersion: call.option('text-version'),
            occurredAt: call.option('occurred-at'),
          }).filter(([, value]) => value !== undefined),
        );
        const items: ConsentImported['items'] = [];
        // One call takes a bounded number of rows; each part is the same list, by the file's checksum.
        for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
          const body = { ...common, fileHash: sha256, rows: rows.slice(start, start + ROWS_AT_ONCE) };
          const part = await call.ask<ConsentImported>('POST', '/v1/consent/import', { body });
          items.push(...part.items.map((item) => ({ ...item, row: item.row + start })));
        }
        const bad = items.filter(({ status }) => status !== 'recorded');
        call.show({ items }, () => [
          ...bad.map(
            ({ row, status, reason }) => `${row + 2}: ${status}${reason === null ? '' : `, ${reason}`}`,
          ),
          call.language === 'de'
            ? `${items.length - bad.length} von ${items.length} eingetragen. Die Nummern sind Zeilen der Datei.`
            : `${items.length - bad.length} of ${items.length} recorded. The numbers are lines of the file.`,
        ]);
        return items.some(({ status }) => status === 'rejected') ? exitCodes.failed : exitCodes.done;
      },
    },
    {
      name: 'export',
      does: {
        en: 'everything that is known about a person, as JSON (an answer to a request for access)',
        de: 'alles, was über eine Person bekannt ist, als JSON (die Antwort auf ein Auskunftsersuchen)',
      },
      arguments: [who],
      async run(call) {
        const id = await contactId(call, call.argument('who') ?? '');
        const path = `/v1/contacts/${encodeURIComponent(id)}/export`;
        const whole = await call.ask<ContactExport>('GET', path);
        const items = [...whole.messages.items];
        for (let cursor = whole.messages.cursor; cursor !== null; ) {
          const { messages } = await call.ask<ContactExport>('GET', path, { query: { cursor } });
          items.push(...messages.items);
          cursor = messages.cursor;
        }
        call.world.out(JSON.stringify({ ...whole, messages: { items, cursor: null } }, null, 2));
        return exitCodes.done;
      },
    },
  ],
};

/** A call takes 5,000 rows and 1 MB; rows with names and proofs are some hundred bytes. */
const ROWS_AT_ONCE = 1000;

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
