import { testValues } from '../../support/gateway.ts';

type Item = Readonly<Record<string, unknown>>;

export type Place = { readonly numberId?: string; readonly accountId?: string };

/** A whole payload as Meta posts it; `value` is what the change says beside its metadata. */
export function payload(field: string, value: Item, place: Place = {}): Item {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: place.accountId ?? testValues.accountId,
        changes: [
          {
            field,
            value: {
              messaging_product: 'whatsapp',
              metadata: {
                display_phone_number: '4930123456789',
                phone_number_id: place.numberId ?? testValues.numberId,
              },
              ...value,
            },
          },
        ],
      },
    ],
  };
}

/** Messages of one or several customers. */
export function messages(items: readonly Item[], place: Place = {}): Item {
  const contacts = items.map((item) => ({ profile: { name: 'Erika' }, wa_id: item.from }));
  return payload('messages', { contacts, messages: items }, place);
}

export type Said = {
  readonly from?: string;
  readonly wamid: string;
  readonly at: Date;
  readonly quotes?: string;
};

/** The digits of an invented customer. */
export const ERIKA = '4915112345678';

export function text(body: string, said: Said): Item {
  return { ...common(said), type: 'text', text: { body } };
}

export function tap(label: string, payloadText: string, said: Said): Item {
  return { ...common(said), type: 'button', button: { text: label, payload: payloadText } };
}

export function image(mediaId: string, said: Said): Item {
  return {
    ...common(said),
    type: 'image',
    image: { id: mediaId, mime_type: 'image/jpeg', caption: 'Kaputt' },
  };
}

export function reaction(to: string, emoji: string, said: Said): Item {
  return { ...common(said), type: 'reaction', reaction: { message_id: to, emoji } };
}

export function edit(original: string, body: string, said: Said): Item {
  const message = { type: 'text', text: { body } };
  return { ...common(said), type: 'edit', edit: { original_message_id: original, message } };
}

export function revoke(original: string, said: Said): Item {
  return { ...common(said), type: 'revoke', revoke: { original_message_id: original } };
}

export function statuses(items: readonly Item[], place: Place = {}): Item {
  return payload('messages', { statuses: items }, place);
}

export function status(name: string, wamid: string, at: Date, more: Item = {}): Item {
  return { id: wamid, status: name, timestamp: seconds(at), recipient_id: ERIKA, ...more };
}

export function preference(value: 'stop' | 'resume', at: Date, from = ERIKA): Item {
  return payload('user_preferences', {
    contacts: [{ profile: { name: 'Erika' }, wa_id: from }],
    user_preferences: [
      { wa_id: from, category: 'marketing_messages', value, timestamp: Math.floor(at.getTime() / 1000) },
    ],
  });
}

export function echo(body: string, said: Omit<Said, 'from' | 'quotes'> & { readonly to?: string }): Item {
  return payload('smb_message_echoes', {
    message_echoes: [
      {
        from: '4930123456789',
        to: said.to ?? ERIKA,
        id: said.wamid,
        timestamp: seconds(said.at),
        type: 'text',
        text: { body },
      },
    ],
  });
}

/** So many minutes ago, in whole seconds as Meta tells them. */
export function minutesAgo(minutes: number, now = new Date()): Date {
  return new Date(Math.floor((now.getTime() - minutes * 60_000) / 1000) * 1000);
}

function common({ from = ERIKA, wamid, at, quotes }: Said): Item {
  const context = quotes === undefined ? {} : { context: { from: '4930123456789', id: quotes } };
  return { from, id: wamid, timestamp: seconds(at), ...context };
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
