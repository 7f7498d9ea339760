import { randomUUID } from 'node:crypto';
import type { Decision, SendAccepted } from '@parley/core/gateway-api';
import { type CliCall, type Command, exitCodes, UsageError } from '../command.ts';
import { pairsIn } from '../values.ts';

/** Sends one message, or asks whether it may go. */
export const sendCommand: Command = {
  name: 'send',
  does: {
    en: 'send a message, or ask whether it may go',
    de: 'sendet eine Nachricht oder fragt, ob sie gehen darf',
  },
  actions: [
    {
      name: '',
      does: {
        en: 'send a text or a template to one person',
        de: 'sendet einer Person einen Text oder eine Vorlage',
      },
      arguments: [
        {
          name: 'to',
          does: {
            en: 'the phone number, such as +4915112345678',
            de: 'die Telefonnummer, etwa +4915112345678',
          },
        },
        {
          name: 'text',
          optional: true,
          does: { en: 'the text, where no template is named', de: 'der Text, wo keine Vorlage genannt ist' },
        },
      ],
      options: {
        template: {
          value: 'name/language',
          does: { en: 'a template, such as order_update/de', de: 'eine Vorlage, etwa order_update/de' },
        },
        var: {
          value: 'name=value',
          many: true,
          does: { en: 'one of its variables', de: 'eine ihrer Variablen' },
        },
        from: {
          value: 'id',
          does: { en: 'the number to send from', de: 'die Nummer, von der gesendet wird' },
        },
        purpose: {
          value: 'service|utility|marketing',
          does: { en: 'why it is sent', de: 'wozu sie gesendet wird' },
        },
        check: { does: { en: 'only ask whether it may go', de: 'fragt nur, ob sie gehen darf' } },
      },
      async run(call) {
        const body = bodyOf(call);
        if (call.isOn('check')) {
          const { decision } = await call.ask<{ decision: Decision }>('POST', '/v1/messages/check', { body });
          call.show({ decision }, () => wordsOf(decision));
          return decision.verdict === 'blocked' || decision.verdict === 'needs_template'
            ? exitCodes.failed
            : exitCodes.done;
        }
        const headers = { 'idempotency-key': randomUUID() };
        const sent = await call.ask<SendAccepted>('POST', '/v1/messages', { body, headers });
        call.show(sent, () => [`${sent.id}  ${sent.status}`, ...wordsOf(sent.decision)]);
        return exitCodes.done;
      },
    },
  ],
};

function bodyOf(call: CliCall) {
  const [from, purpose] = [call.option('from'), call.option('purpose')];
  return {
    to: call.argument('to'),
    content: contentOf(call),
    ...(from === undefined ? {} : { from }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function contentOf(call: CliCall) {
  const [text, template] = [call.argument('text'), call.option('template')];
  if ((text === undefined) === (template === undefined))
    throw new UsageError({
      en: 'Give either a text or --template.',
      de: 'Geben Sie entweder einen Text oder --template an.',
    });
  if (template === undefined) return { type: 'text', text };
  const [name, language] = template.split('/');
  if (!name || !language)
    throw new UsageError({
      en: '--template must be name/language, such as order_update/de.',
      de: '--template muss name/sprache sein, etwa order_update/de.',
    });
  return { type: 'template', name, language, variables: pairsIn('var', call.options('var')) };
}

function wordsOf({ code, reason, remedy }: Decision): readonly string[] {
  return [`${code}: ${reason}`, ...(remedy ? [`→ ${remedy}`] : [])];
}
