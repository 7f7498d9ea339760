import { ParleyError } from '../errors.ts';
import type { ButtonsContent, ButtonsHeader, MediaContent, OutboundContent } from '../message/content.ts';
import type { Template } from '../template/template.ts';
import { templateComponents } from './template-components.ts';

/** Meta echoes this much of the callback data in statuses (512 characters since 2025). */
export const CALLBACK_DATA_LIMIT = 512;

/** A Cloud API message as it goes over the wire. */
export type GraphMessage = {
  readonly messaging_product: 'whatsapp';
  readonly recipient_type: 'individual';
  readonly to?: string;
  readonly recipient?: string;
  readonly type: string;
  readonly context?: { readonly message_id: string };
  readonly biz_opaque_callback_data: string;
  readonly [payload: string]: unknown;
};

/** What one send needs. `template` is the definition and is required for template content. */
export type MessageToSend = {
  /** A phone number (E.164) or a BSUID; the phone number is used when both are known. */
  readonly to: { readonly phone?: string; readonly userId?: string };
  readonly content: OutboundContent;
  readonly template?: Template;
  readonly quotedWamid?: string;
  /** The id of our message: a status that carries it settles the send. */
  readonly callbackData: string;
};

/**
 * The exact JSON of a send. Throws `CONTENT_NOT_SENDABLE` when there is no recipient, or when a template's
 * definition or a required variable is missing: both are checked before, by the decision.
 */
export function toGraphMessage(message: MessageToSend): GraphMessage {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient(message.to),
    ...(message.quotedWamid === undefined ? {} : { context: { message_id: message.quotedWamid } }),
    ...payload(message.content, message.template),
    biz_opaque_callback_data: callbackData(message.callbackData),
  };
}

function recipient(to: MessageToSend['to']): { to: string } | { recipient: string } {
  if (to.phone !== undefined) return { to: to.phone.replace(/\D/g, '') };
  if (to.userId !== undefined) return { recipient: to.userId };
  throw new ParleyError(
    'CONTENT_NOT_SENDABLE',
    'Wrote no message: the recipient has neither a phone number nor a user id. Give one of them.',
  );
}

function callbackData(data: string): string {
  if (data.length > 0 && data.length <= CALLBACK_DATA_LIMIT) return data;
  throw new ParleyError(
    'CONTENT_NOT_SENDABLE',
    `Wrote no message: the callback data must have 1 to ${CALLBACK_DATA_LIMIT} characters. Use the message's id.`,
  );
}

function payload(content: OutboundContent, template: Template | undefined): { type: string } & Payload {
  switch (content.type) {
    case 'text':
      return {
        type: 'text',
        text: { body: content.text, ...(content.previewUrl ? { preview_url: true } : {}) },
      };
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return { type: content.type, [content.type]: media(content) };
    case 'buttons':
      return { type: 'interactive', interactive: buttons(content) };
    case 'template':
      return {
        type: 'template',
        template: {
          name: content.name,
          language: { code: content.language },
          ...nonEmpty(templateComponents(content, template)),
        },
      };
  }
}

type Payload = Readonly<Record<string, unknown>>;

function media(content: MediaContent): Payload {
  const { caption, filename, voice } = content;
  return {
    ...source(content),
    ...(caption === undefined ? {} : { caption }),
    ...(content.type === 'document' && filename !== undefined ? { filename } : {}),
    ...(content.type === 'audio' && voice ? { voice: true } : {}),
  };
}

function source(file: { readonly link?: string; readonly mediaId?: string }): Payload {
  // Meta takes exactly one of the two; a file that it already has is the surer one.
  if (file.mediaId !== undefined) return { id: file.mediaId };
  if (file.link !== undefined) return { link: file.link };
  throw new ParleyError(
    'CONTENT_NOT_SENDABLE',
    'Wrote no message: the file has neither a link nor a media id. Give one of them.',
  );
}

function buttons(content: ButtonsContent): Payload {
  return {
    type: 'button',
    ...(content.header ? { header: buttonsHeader(content.header) } : {}),
    body: { text: content.body },
    ...(content.footer === undefined ? {} : { footer: { text: content.footer } }),
    action: {
      buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
    },
  };
}

function buttonsHeader(header: ButtonsHeader): Payload {
  if (header.type === 'text') return { type: 'text', text: header.text };
  const filename = header.type === 'document' ? header.filename : undefined;
  return {
    type: header.type,
    [header.type]: { ...source(header), ...(filename === undefined ? {} : { filename }) },
  };
}

function nonEmpty(components: readonly Payload[]): Payload {
  return components.length > 0 ? { components } : {};
}
