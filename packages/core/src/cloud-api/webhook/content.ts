import type { InboundContent } from '../../message/received-content.ts';
import { contactCards } from './contact-cards.ts';
import { errorsIn } from './errors.ts';
import { interactiveContent, orderContent } from './interactive-content.ts';
import { Button, Location, Media, Reaction, Text, Unsupported } from './payload.ts';
import { asObject, present, read } from './reading.ts';

/** What a message of that wire type says; what Parley does not know becomes `unsupported`, whole. */
export function contentOf(type: string, raw: unknown): InboundContent {
  const item = asObject(raw)?.[type];
  switch (type) {
    case 'text':
      return { type: 'text', text: read(Text, item, ['text']).body };
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker': {
      const media = read(Media, item, [type]);
      return present({
        type,
        mediaId: media.id,
        mimeType: media.mime_type ?? undefined,
        sha256: media.sha256 ?? undefined,
        caption: media.caption ?? undefined,
        filename: media.filename ?? undefined,
        voice: media.voice ?? undefined,
        animated: media.animated ?? undefined,
      });
    }
    case 'location': {
      const place = read(Location, item, ['location']);
      return present({
        type,
        latitude: Number(place.latitude),
        longitude: Number(place.longitude),
        name: place.name ?? undefined,
        address: place.address ?? undefined,
        url: place.url ?? undefined,
      });
    }
    case 'contacts':
      return { type, contacts: contactCards(item) };
    case 'reaction': {
      const reaction = read(Reaction, item, ['reaction']);
      // Taken back: Meta leaves the emoji out, older payloads have an empty one.
      return present({ type, wamid: reaction.message_id, emoji: reaction.emoji || undefined });
    }
    case 'button': {
      const button = read(Button, item, ['button']);
      return { type, source: 'template', payload: button.payload ?? button.text, text: button.text };
    }
    case 'interactive':
      return interactiveContent(item);
    case 'order':
      return orderContent(item);
    default:
      return unsupported(type, item, raw);
  }
}

/** The content of a message of a known type that is not of its form: as one of a type that Parley does not know. */
export function unreadContent(type: string, raw: unknown): InboundContent {
  return unsupported(type, asObject(raw)?.[type], raw);
}

function unsupported(type: string, item: unknown, raw: unknown): InboundContent {
  const [error] = errorsIn(asObject(raw) ?? {}, 'errors');
  return present({
    type: 'unsupported' as const,
    wireType: (type === 'unsupported' ? Unsupported.safeParse(item).data?.type : undefined) ?? type,
    error,
    raw: type === 'unsupported' ? raw : (item ?? raw),
  });
}
