import type { Business } from '@parley/core/gateway-api';
import { type Action, type Command, exitCodes } from '../command.ts';
import { secretFrom } from '../standard-input.ts';

/** The business: stop and resume all sending, and where alerts go. */
export const businessCommand: Command = {
  name: 'business',
  does: {
    en: 'stop or resume all sending; where alerts go',
    de: 'alles Senden anhalten oder erlauben; wohin Meldungen gehen',
  },
  actions: [
    action('show', { en: 'show its settings', de: 'zeigt die Einstellungen' }, undefined),
    action('stop', { en: 'stop all sending at once', de: 'hält alles Senden sofort an' }, { stopped: true }),
    action('resume', { en: 'send again', de: 'erlaubt das Senden wieder' }, { stopped: false }),
    {
      name: 'app-secret',
      does: {
        en: 'take a new app secret; it comes by the standard input, and the one before stays valid for webhooks',
        de: 'übernimmt ein neues App-Geheimnis; es kommt über die Standardeingabe, das vorige gilt für Webhooks weiter',
      },
      async run(call) {
        const appSecret = await secretFrom(call, { en: 'the app secret', de: 'das App-Geheimnis' });
        const business = await call.ask<Business>('PATCH', '/v1/business', { body: { appSecret } });
        call.show(business, () => linesOf(business, call.language));
        return exitCodes.done;
      },
    },
    {
      name: 'alert-url',
      does: {
        en: 'post alerts to this address, signed; "none" for nowhere',
        de: 'sendet Meldungen an diese Adresse, signiert; "none" für nirgends',
      },
      arguments: [{ name: 'url', does: { en: 'the address', de: 'die Adresse' } }],
      async run(call) {
        const url = call.argument('url');
        const body = { alertUrl: url === 'none' ? null : url };
        const business = await call.ask<Business>('PATCH', '/v1/business', { body });
        call.show(business, () => linesOf(business, call.language));
        return exitCodes.done;
      },
    },
  ],
};

function action(
  name: string,
  does: Action['does'],
  patch: { readonly stopped: boolean } | undefined,
): Action {
  return {
    name,
    does,
    async run(call) {
      const business = await call.ask<Business>(
        patch ? 'PATCH' : 'GET',
        '/v1/business',
        patch ? { body: patch } : {},
      );
      call.show(business, () => linesOf(business, call.language));
      return exitCodes.done;
    },
  };
}

function linesOf(business: Business, language: 'de' | 'en'): readonly string[] {
  const { name, stopped, alertUrl, alertSecret } = business;
  const words =
    language === 'de'
      ? {
          stopped: 'Es wird nichts gesendet.',
          sends: 'Es wird gesendet.',
          alerts: 'Meldungen gehen an',
          nowhere: 'nirgendwohin',
          secret: 'Ihr Geheimnis, nur dieses eine Mal gezeigt',
        }
      : {
          stopped: 'Nothing is sent.',
          sends: 'Messages are sent.',
          alerts: 'Alerts go to',
          nowhere: 'nowhere',
          secret: 'Their secret, shown only this once',
        };
  return [
    `${name}: ${stopped ? words.stopped : words.sends}`,
    ...(alertUrl === undefined ? [] : [`${words.alerts} ${alertUrl ?? words.nowhere}.`]),
    ...(alertSecret === undefined ? [] : [`${words.secret}: ${alertSecret}`]),
  ];
}
