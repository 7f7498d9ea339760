import type { FilledButton } from '../templates/fill-buttons.ts';
import type { FilledHeader, FilledTemplate } from '../templates/fill-template.ts';
import type { Template } from '../templates/template.ts';
import type { ListRow, MediaView, MessageView } from './message.ts';

type WireHeader = { type: string; text?: string } & Partial<
  Record<'image' | 'video' | 'document', { id?: string; link?: string; filename?: string }>
>;

type WireAction = {
  name?: string;
  button?: string;
  buttons?: { reply: { id: string; title: string } }[];
  sections?: { title?: string; rows?: ListRow[] }[];
  parameters?: { display_text?: string; url?: string; flow_cta?: string };
  cards?: WireInteractive[];
};

type WireInteractive = {
  type: string;
  header?: WireHeader;
  body?: { text: string };
  footer?: { text: string };
  action: WireAction;
};

/** A send whose form has been checked. */
export type WireSend = {
  type: string;
  context?: { message_id: string };
  text?: { body: string };
  interactive?: WireInteractive;
  location?: { latitude: number | string; longitude: number | string; name?: string; address?: string };
  contacts?: { name: { formatted_name: string } }[];
  reaction?: { message_id: string; emoji: string };
} & Partial<
  Record<
    MediaView['kind'],
    { id?: string; link?: string; caption?: string; filename?: string; voice?: boolean }
  >
>;

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const;

/** What the phone shows of a template. */
export const viewOfTemplate = (template: Template, filled: FilledTemplate): MessageView => ({
  ...partsOf(filled),
  ...(filled.cards && { cards: filled.cards.map(partsOf) }),
  template: { name: template.name, language: template.language, category: template.category },
});

const partsOf = ({ header, offer, body, footer, buttons }: FilledTemplate): MessageView => ({
  text: body,
  ...(header && { header }),
  ...(offer && { offer }),
  ...(footer !== undefined && { footer }),
  ...(buttons.length > 0 && { buttons }),
});

/** What the phone shows of any other message. */
export function viewOfSend(send: WireSend): MessageView {
  const view = viewOfContent(send);
  return send.context ? { ...view, quote: send.context.message_id } : view;
}

function viewOfContent(send: WireSend): MessageView {
  for (const kind of MEDIA) {
    const media = send[kind];
    if (!media) continue;
    const { caption, ...file } = media;
    return { text: caption ?? null, media: { kind, ...file } };
  }
  if (send.interactive) return viewOfInteractive(send.interactive);
  if (send.location) return { text: placeOf(send.location) };
  if (send.contacts) return { text: send.contacts.map(({ name }) => name.formatted_name).join(', ') };
  if (send.reaction) return { text: send.reaction.emoji, reactsTo: send.reaction.message_id };
  return { text: send.text?.body ?? null };
}

/** A place in words: its name and address, else its coordinates. */
export function placeOf(location: NonNullable<WireSend['location']>): string {
  const { name, address, latitude, longitude } = location;
  return [name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`;
}

function viewOfInteractive({ header, body, footer, action }: WireInteractive): MessageView {
  const buttons = buttonsOf(action);
  return {
    text: body?.text ?? null,
    ...(header && { header: headerOf(header) }),
    ...(footer && { footer: footer.text }),
    ...(buttons.length > 0 && { buttons }),
    ...(action.button !== undefined && {
      list: {
        button: action.button,
        sections: (action.sections ?? []).map(({ title, rows = [] }) => ({ ...(title && { title }), rows })),
      },
    }),
    ...(action.cards && { cards: action.cards.map(viewOfInteractive) }),
  };
}

function headerOf(header: WireHeader): FilledHeader {
  for (const kind of ['image', 'video', 'document'] as const) {
    const file = header[kind];
    if (file) return { kind, ...file };
  }
  return { kind: 'text', text: header.text ?? '' };
}

/** Actions that the phone shows as one button without a reply. */
const LABELS: Record<string, string> = {
  send_location: 'Send location',
  catalog_message: 'View catalog',
  address_message: 'Provide address',
  call_permission_request: 'Allow calls',
  voice_call: 'Call now',
  request_contact_info: 'Share phone number',
  review_and_pay: 'Review and pay',
  review_order: 'View order',
};

function buttonsOf({ name, buttons, parameters }: WireAction): FilledButton[] {
  if (buttons) {
    return buttons.map(({ reply }) => ({ kind: 'reply', text: reply.title, payload: reply.id }));
  }
  if (name === 'cta_url')
    return [{ kind: 'url', text: parameters?.display_text ?? '', url: parameters?.url ?? '' }];
  if (name === 'flow') return [{ kind: 'other', text: parameters?.flow_cta ?? '' }];
  const label = name === undefined ? undefined : LABELS[name];
  return label === undefined ? [] : [{ kind: 'other', text: parameters?.display_text ?? label }];
}
