import type { BusinessNumber, PageOf } from '@parley/core/gateway-api';
import { type Action, type CliCall, type Command, exitCodes, UsageError } from '../command.ts';
import { secretFrom } from '../standard-input.ts';
import { tableOf } from '../table.ts';

const id = {
  name: 'id',
  does: {
    en: 'the number’s id, as parley numbers list shows it',
    de: 'die Kennung der Nummer, wie parley numbers list sie zeigt',
  },
} as const;

const pathOf = (call: CliCall, step = '') =>
  `/v1/numbers/${encodeURIComponent(call.argument('id') ?? '')}${step}`;

/** An action that changes one number and shows how it stands then. */
function changing(action: Omit<Action, 'run'>, change: (call: CliCall) => Promise<BusinessNumber>): Action {
  return {
    ...action,
    async run(call) {
      const number = await change(call);
      call.show(number, () => linesOf(number));
      return exitCodes.done;
    },
  };
}

/** Business numbers: how they stand, how they are registered, and their token. */
export const numbersCommand: Command = {
  name: 'numbers',
  does: {
    en: 'business numbers: list, register, profile, stop, token',
    de: 'Geschäftsnummern: auflisten, registrieren, Profil, anhalten, Token',
  },
  actions: [
    {
      name: 'list',
      does: {
        en: 'list the numbers and how they are doing',
        de: 'listet die Nummern auf und wie es um sie steht',
      },
      async run(call) {
        const page = await call.ask<PageOf<BusinessNumber>>('GET', '/v1/numbers');
        const heading =
          call.language === 'de'
            ? ['Kennung', 'Nummer', 'Name', 'Zustand', 'Qualität', 'Limit', 'angehalten']
            : ['id', 'number', 'name', 'state', 'quality', 'limit', 'stopped'];
        call.show(page, () => tableOf(heading, page.items.map(rowOf)));
        return exitCodes.done;
      },
    },
    changing(
      {
        name: 'show',
        does: { en: 'one number and what it still needs', de: 'eine Nummer und was ihr noch fehlt' },
        arguments: [id],
      },
      (call) => call.ask('GET', pathOf(call)),
    ),
    changing(
      {
        name: 'code',
        does: {
          en: 'have Meta send the code that proves the number',
          de: 'lässt Meta den Code senden, der die Nummer nachweist',
        },
        arguments: [id],
        options: {
          method: {
            value: 'sms|voice',
            required: true,
            does: {
              en: 'a landline can only be called: voice',
              de: 'ein Festnetzanschluss kann nur angerufen werden: voice',
            },
          },
          in: {
            value: 'language',
            does: { en: 'the language of the code, such as de', de: 'die Sprache des Codes, etwa de' },
          },
        },
      },
      (call) => {
        const language = call.option('in');
        const body = { method: call.option('method'), ...(language === undefined ? {} : { language }) };
        return call.ask('POST', pathOf(call, '/code'), { body });
      },
    ),
    changing(
      {
        name: 'verify',
        does: { en: 'prove the number with the code', de: 'weist die Nummer mit dem Code nach' },
        arguments: [id, { name: 'code', does: { en: 'the six digits', de: 'die sechs Ziffern' } }],
      },
      (call) => call.ask('POST', pathOf(call, '/verify'), { body: { code: call.argument('code') } }),
    ),
    changing(
      {
        name: 'register',
        does: {
          en: 'register the number; the PIN comes by the standard input',
          de: 'registriert die Nummer; die PIN kommt über die Standardeingabe',
        },
        arguments: [id],
      },
      async (call) => {
        const pin = await secretFrom(call, { en: 'the PIN', de: 'die PIN' });
        return call.ask('POST', pathOf(call, '/register'), { body: { pin } });
      },
    ),
    changing(
      {
        name: 'profile',
        does: {
          en: 'change what customers see of the business',
          de: 'ändert, was Kunden vom Unternehmen sehen',
        },
        arguments: [id],
        options: Object.fromEntries(
          (
            [
              ['about', { en: 'a line below the name', de: 'eine Zeile unter dem Namen' }],
              ['address', { en: 'the address', de: 'die Anschrift' }],
              ['description', { en: 'what the business does', de: 'was das Unternehmen tut' }],
              ['email', { en: 'an e-mail address', de: 'eine E-Mail-Adresse' }],
              ['vertical', { en: 'the trade, such as RETAIL', de: 'die Branche, etwa RETAIL' }],
            ] as const
          ).map(([name, does]) => [name, { value: 'text', does }]),
        ),
      },
      (call) => {
        const given = ['about', 'address', 'description', 'email', 'vertical'].flatMap((name) => {
          const text = call.option(name);
          return text === undefined ? [] : [[name, text] as const];
        });
        if (given.length === 0)
          throw new UsageError({
            en: 'Say what is to change: --about, --address, --description, --email or --vertical.',
            de: 'Sagen Sie, was sich ändern soll: --about, --address, --description, --email oder --vertical.',
          });
        return call.ask('PATCH', pathOf(call), { body: { profile: Object.fromEntries(given) } });
      },
    ),
    changing(
      {
        name: 'token',
        does: {
          en: 'replace the access token; it comes by the standard input and is tried before the old one is dropped',
          de: 'ersetzt das Zugriffstoken; es kommt über die Standardeingabe und wird geprüft, bevor das alte wegfällt',
        },
        arguments: [id],
      },
      async (call) => {
        const token = await secretFrom(call, { en: 'the token', de: 'das Token' });
        return call.ask('PATCH', pathOf(call), { body: { token } });
      },
    ),
    ...(['stop', 'resume'] as const).map((name) =>
      changing(
        {
          name,
          arguments: [id],
          does:
            name === 'stop'
              ? { en: 'send nothing from it any more', de: 'sendet nichts mehr von ihr' }
              : { en: 'send from it again', de: 'sendet wieder von ihr' },
        },
        (call) => call.ask('PATCH', pathOf(call), { body: { stopped: name === 'stop' } }),
      ),
    ),
  ],
};

function rowOf(number: BusinessNumber): readonly string[] {
  return [
    number.id,
    number.displayNumber ?? '',
    number.verifiedName ?? '',
    number.state,
    number.quality ?? '',
    number.messagingLimit ?? '',
    number.stopped ? '✘' : '',
  ];
}

function linesOf(number: BusinessNumber): readonly string[] {
  const checklist = (number.checklist ?? []).map(
    ({ item, done, remedy }) => `  ${done ? '✔' : '✘'} ${item}${remedy === null ? '' : `: ${remedy}`}`,
  );
  return [
    rowOf(number)
      .filter((part) => part !== '')
      .join('  '),
    ...checklist,
  ];
}
