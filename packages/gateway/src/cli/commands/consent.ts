import type { ConsentLedger, ConsentRecorded } from '@parley/core/gateway-api';
import { type Command, exitCodes } from '../command.ts';
import { contactId, recipientOf, who } from '../person.ts';
import { tableOf } from '../table.ts';
import { exportAction, importAction } from './consent-lists.ts';

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
    importAction,
    exportAction,
  ],
};

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
