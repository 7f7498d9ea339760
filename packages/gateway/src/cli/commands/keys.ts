import type { Key, KeyCreated, PageOf } from '@parley/core/gateway-api';
import { type Command, exitCodes } from '../command.ts';
import { tableOf } from '../table.ts';
import { numberIn, wordsIn } from '../values.ts';

/** API keys: who may do what. */
export const keysCommand: Command = {
  name: 'keys',
  does: { en: 'API keys: list, create, revoke', de: 'API-Schlüssel: auflisten, anlegen, widerrufen' },
  actions: [
    {
      name: 'list',
      does: {
        en: 'list the keys; their text is never shown again',
        de: 'listet die Schlüssel auf; ihr Text wird nie wieder gezeigt',
      },
      async run(call) {
        const page = await call.ask<PageOf<Key>>('GET', '/v1/keys');
        const heading =
          call.language === 'de'
            ? ['Kennung', 'Name', 'Rechte', 'Nummern', 'zuletzt benutzt']
            : ['id', 'name', 'scopes', 'numbers', 'last used'];
        call.show(page, () =>
          tableOf(
            heading,
            page.items.map(({ id, name, scopes, numbers, lastUsedAt }) => [
              id,
              name,
              scopes.join(' '),
              numbers.join(' '),
              lastUsedAt ?? '',
            ]),
          ),
        );
        return exitCodes.done;
      },
    },
    {
      name: 'create',
      does: {
        en: 'make a key and show its text, once',
        de: 'legt einen Schlüssel an und zeigt seinen Text, einmal',
      },
      arguments: [
        { name: 'name', does: { en: 'what it is for, for people', de: 'wofür er ist, für Menschen' } },
      ],
      options: {
        scopes: {
          value: 'list',
          required: true,
          does: {
            en: 'what it may do, such as messages:send,messages:read',
            de: 'was er darf, etwa messages:send,messages:read',
          },
        },
        numbers: {
          value: 'list',
          does: { en: 'the numbers it is bound to', de: 'die Nummern, an die er gebunden ist' },
        },
        tool: {
          value: 'name',
          does: { en: 'the tool it is bound to', de: 'das Werkzeug, an das er gebunden ist' },
        },
        'sends-per-day': {
          value: 'number',
          does: {
            en: 'how many messages it may send a day',
            de: 'wie viele Nachrichten er am Tag senden darf',
          },
        },
      },
      async run(call) {
        const tool = call.option('tool');
        const numbers = wordsIn(call.option('numbers'));
        const sendsPerDay = numberIn('sends-per-day', call.option('sends-per-day'));
        const made = await call.ask<KeyCreated>('POST', '/v1/keys', {
          body: {
            name: call.argument('name'),
            scopes: wordsIn(call.option('scopes')),
            ...(numbers.length === 0 ? {} : { numbers }),
            ...(tool === undefined ? {} : { tool }),
            ...(sendsPerDay === undefined ? {} : { sendsPerDay }),
          },
        });
        call.show(made, () => [
          made.key,
          call.language === 'de'
            ? `Schlüssel ${made.id}. Sein Text wird nur dieses eine Mal gezeigt: Bewahren Sie ihn auf.`
            : `Key ${made.id}. Its text is shown only this once: keep it.`,
        ]);
        return exitCodes.done;
      },
    },
    {
      name: 'revoke',
      does: { en: 'revoke a key at once', de: 'widerruft einen Schlüssel sofort' },
      arguments: [{ name: 'id', does: { en: 'its id, as listed', de: 'seine Kennung, wie aufgelistet' } }],
      async run(call) {
        const id = call.argument('id') ?? '';
        await call.ask('DELETE', `/v1/keys/${encodeURIComponent(id)}`);
        call.show({ revoked: id }, () =>
          call.language === 'de'
            ? `Der Schlüssel ${id} gilt nicht mehr.`
            : `The key ${id} is no longer valid.`,
        );
        return exitCodes.done;
      },
    },
  ],
};
