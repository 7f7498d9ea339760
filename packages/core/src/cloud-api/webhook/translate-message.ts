import type { Referral, ReferredProduct } from '../../message/received-content.ts';
import { contentOf, unreadContent } from './content.ts';
import type { WebhookEvent } from './events.ts';
import type { MessageCircumstances, MessageEvent } from './message-events.ts';
import { Edit, Message, Revoke } from './payload.ts';
import { isNamed, personOf, senderIds } from './person.ts';
import type { Place } from './place.ts';
import { asObject, dateOf, present, read, type Writable } from './reading.ts';
import { part, unlessEmpty, word } from './side-facts.ts';
import { translateSystem } from './translate-system.ts';

/** One entry of `messages`. */
export function translateMessage(raw: unknown, place: Place): WebhookEvent {
  const message = read(Message, raw);
  // A group is not a conversation with a person: taking its messages as such would open a window that is not there.
  if (message.group_id) {
    return { ...ordinaryMessage(message, raw, place), kind: 'group_message', groupId: message.group_id };
  }
  switch (message.type) {
    case 'system':
      return translateSystem(message, raw, place);
    case 'edit': {
      const edit = read(Edit, asObject(raw)?.edit, ['edit']);
      const content = editedContent(edit.message);
      const edited = { ...about(message, raw, place), originalWamid: edit.original_message_id };
      return content === undefined ? { kind: 'edited', ...edited } : { kind: 'edited', ...edited, content };
    }
    case 'revoke': {
      const { original_message_id } = read(Revoke, asObject(raw)?.revoke, ['revoke']);
      return { kind: 'revoked', ...about(message, raw, place), originalWamid: original_message_id };
    }
    default:
      return ordinaryMessage(message, raw, place);
  }
}

/**
 * What can be told of a message whose content can't be read: that the person wrote, which opens the window. Undefined
 * where not even that is sure, and for what changes or is about another message.
 */
export function translateUnreadMessage(raw: unknown, { origin, contacts }: Place): MessageEvent | undefined {
  const { data: message } = Message.safeParse(raw);
  if (!message || message.group_id || aboutOthers.has(message.type)) return undefined;
  const ids = senderIds(message);
  if (!isNamed(ids, contacts)) return undefined;
  const event: Writable<MessageEvent> = {
    kind: 'message',
    ...origin,
    wamid: message.id,
    at: dateOf(message.timestamp),
    sender: personOf(ids, contacts, 'from'),
    content: unreadContent(message.type, raw),
    raw,
  };
  addCircumstances(event, message, raw);
  return event;
}

const aboutOthers: ReadonlySet<string> = new Set(['system', 'edit', 'revoke']);

// Written field by field: every message passes here, and spreading would double what its translation costs.
function ordinaryMessage(message: Message, raw: unknown, { field, origin, contacts }: Place): MessageEvent {
  const event: Writable<MessageEvent> = {
    kind: 'message',
    accountId: origin.accountId,
    numberId: origin.numberId,
    wamid: message.id,
    at: dateOf(message.timestamp),
    sender: personOf(senderIds(message), contacts, 'from'),
    content: contentOf(message.type, raw),
    raw,
  };
  if (origin.displayNumber !== undefined) event.displayNumber = origin.displayNumber;
  if (field === 'standby') event.inStandby = true;
  addCircumstances(event, message, raw);
  return event;
}

function addCircumstances(event: Writable<MessageCircumstances>, message: Message, raw: unknown): void {
  const { context } = message;
  if (context) {
    if (context.id) event.quotedWamid = context.id;
    if (context.from) event.quotedFrom = String(context.from);
    if (context.forwarded || context.frequently_forwarded) event.forwarded = true;
    if (context.frequently_forwarded) event.frequentlyForwarded = true;
    const product = context.referred_product == null ? undefined : productOf(context.referred_product);
    if (product) event.referredProduct = product;
  }
  if (message.referral != null) {
    const referral = referralOf(message.referral);
    if (referral) event.referral = referral;
  }
  if (message.type !== 'text') {
    const url = word(part(asObject(raw) ?? {}, message.type), 'url');
    // A place has an address on the web as well, which is part of what the customer said.
    if (url !== undefined && message.type !== 'location') event.mediaUrl = url;
  }
}

function productOf(raw: unknown): ReferredProduct | undefined {
  const product = asObject(raw) ?? {};
  return unlessEmpty(
    present({
      catalogId: word(product, 'catalog_id'),
      productRetailerId: word(product, 'product_retailer_id'),
    }),
  );
}

function referralOf(raw: unknown): Referral | undefined {
  const referral = asObject(raw) ?? {};
  return unlessEmpty(
    present({
      sourceUrl: word(referral, 'source_url'),
      sourceId: word(referral, 'source_id'),
      sourceType: word(referral, 'source_type'),
      headline: word(referral, 'headline'),
      body: word(referral, 'body'),
      mediaType: word(referral, 'media_type'),
      imageUrl: word(referral, 'image_url'),
      videoUrl: word(referral, 'video_url'),
      thumbnailUrl: word(referral, 'thumbnail_url'),
      clickId: word(referral, 'ctwa_clid'),
      welcomeText: word(part(referral, 'welcome_message'), 'text'),
    }),
  );
}

function about(message: Message, raw: unknown, place: Place) {
  return {
    ...place.origin,
    wamid: message.id,
    at: dateOf(message.timestamp),
    sender: personOf(senderIds(message), place.contacts, 'from'),
    raw,
  };
}

function editedContent(message: unknown) {
  const type = asObject(message)?.type;
  return typeof type === 'string' ? contentOf(type, message) : undefined;
}
