import { contactIdOf, dataOf, type Event } from '@parley/core/gateway-api';
import type { IDataObject } from 'n8n-workflow';

/**
 * An event with the fields that workflows need most at the top, and whole under `raw`. Fields that an
 * event has nothing for are null, so that expressions on them don't break.
 */
export function eventItem(event: Event): IDataObject {
  const { message, contact, conversation } = dataOf(event);
  const identity = (kind: string) => contact?.identities?.find((known) => known.kind === kind)?.value ?? null;
  const content = message?.content;
  return {
    event: event.type,
    eventId: event.id,
    at: event.at,
    from: identity('phone'),
    name: contact?.name ?? null,
    type: content?.type ?? null,
    text: textOf(content),
    payload: textField(content, 'payload'),
    optOut: message?.optOut ?? false,
    mediaId: textField(content, 'mediaId'),
    messageId: message?.id ?? null,
    status: message?.status ?? null,
    conversationId: conversation?.id ?? message?.conversationId ?? null,
    contactId: contactIdOf(event) ?? null,
    userId: identity('bsuid'),
    number: message?.from ?? conversation?.from ?? null,
    window: conversation?.window ?? null,
    raw: event as unknown as IDataObject,
  };
}

/** The words a person reads: of a text or a tap, the caption of a file, the body above buttons. */
function textOf(content: unknown): string | null {
  return textField(content, 'text') ?? textField(content, 'caption') ?? textField(content, 'body');
}

function textField(content: unknown, field: string): string | null {
  const value = (content as Record<string, unknown> | undefined)?.[field];
  return typeof value === 'string' ? value : null;
}
