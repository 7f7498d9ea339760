import { ParleyError } from '../errors.ts';
import type { MediaContent, OutboundContent, RawContent, ReactionContent } from '../message/content.ts';
import type { Template } from '../template/template.ts';
import { contactCards } from './requests-contacts.ts';
import { interactive } from './requests-interactive.ts';
import { file, type Payload, present } from './requests-parts.ts';
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
  /** The WhatsApp id of the message that a reaction names; required for a reaction. */
  readonly reactsToWamid?: string;
  /** The id of our message: a status that carries it settles the send. */
  readonly callbackData: string;
};

/**
 * The exact JSON of a send. Throws `CONTENT_NOT_SENDABLE` when there is no recipient, or when a template's
 * definition, a required variable or the message reacted to is missing: all are checked before the message is accepted.
 */
export function toGraphMessage(message: MessageToSend): GraphMessage {
  return {
    ...payload(message),
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient(message.to),
    ...(message.quotedWamid === undefined ? {} : { context: { message_id: message.quotedWamid } }),
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

function payload(message: MessageToSend): { type: string } & Payload {
  const { content } = message;
  switch (content.type) {
    case 'text':
      return {
        type: 'text',
        text: present({ body: content.text, preview_url: content.previewUrl }),
      };
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return { type: content.type, [content.type]: media(content) };
    case 'location': {
      const { type, latitude, longitude, name, address } = content;
      return { type, location: present({ latitude, longitude, name, address }) };
    }
    case 'contacts':
      return { type: 'contacts', contacts: contactCards(content) };
    case 'reaction':
      return { type: 'reaction', reaction: reaction(content, message.reactsToWamid) };
    case 'buttons':
    case 'list':
    case 'link':
    case 'flow':
    case 'location_request':
    case 'contact_request':
      return { type: 'interactive', interactive: interactive(content) };
    case 'raw':
      return raw(content);
    case 'template':
      return {
        type: 'template',
        template: {
          name: content.name,
          language: { code: content.language },
          ...nonEmpty(templateComponents(content, message.template)),
        },
      };
  }
}

function media(content: MediaContent): Payload {
  const { caption, filename, voice } = content;
  return {
    ...file(content),
    ...(caption === undefined ? {} : { caption }),
    ...(content.type === 'document' && filename !== undefined ? { filename } : {}),
    ...(content.type === 'audio' && voice !== undefined ? { voice } : {}),
  };
}

function reaction({ emoji }: ReactionContent, wamid: string | undefined): Payload {
  if (wamid !== undefined) return { message_id: wamid, emoji };
  throw new ParleyError(
    'CONTENT_NOT_SENDABLE',
    'Wrote no message: the message that the reaction names has no WhatsApp id. Name one that was sent or received.',
  );
}

// Nothing but payload, quote and guard of the identity is taken over, so that no message can name another recipient or leave the rules.
function raw({ message }: RawContent): { type: string } & Payload {
  const type = String(message.type);
  const { context, recipient_identity_key_hash } = message;
  return { type, [type]: message[type], ...present({ context, recipient_identity_key_hash }) };
}

function nonEmpty(components: readonly Payload[]): Payload {
  return components.length > 0 ? { components } : {};
}
