import type { ConsentImported, ContactExport } from '@parley/core/gateway-api';
import { type Action, exitCodes } from '../command.ts';
import { contactId, who } from '../person.ts';
import { readPeopleList } from '../read-list.ts';

/** A call takes 5,000 rows and 1 MB; rows with names and proofs are some hundred bytes. */
const ROWS_AT_ONCE = 1000;

/** Takes over a list of people. */
export const importAction: Action = {
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
      ...bad.map(({ row, status, reason }) => `${row + 2}: ${status}${reason === null ? '' : `, ${reason}`}`),
      call.language === 'de'
        ? `${items.length - bad.length} von ${items.length} eingetragen. Die Nummern sind Zeilen der Datei.`
        : `${items.length - bad.length} of ${items.length} recorded. The numbers are lines of the file.`,
    ]);
    return items.some(({ status }) => status === 'rejected') ? exitCodes.failed : exitCodes.done;
  },
};

/** Everything about one person. */
export const exportAction: Action = {
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
};
