import type { InboundContent, ReceivedTap } from '../../message/content.ts';
import { Button, Interactive, Location, Media, Reaction, Text, Unsupported } from './payload.ts';
import { asObject, present, read, UnreadableItem } from './reading.ts';

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
      });
    }
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
    case 'unsupported':
      return { type, wireType: Unsupported.safeParse(item).data?.type ?? type, raw };
    default:
      return { type: 'unsupported', wireType: type, raw: item ?? raw };
  }
}

function interactiveContent(item: unknown): InboundContent {
  const interactive = read(Interactive, item, ['interactive']);
  switch (interactive.type) {
    case 'button_reply':
      return tap('buttons', interactive.button_reply, 'button_reply');
    case 'list_reply':
      return tap('list', interactive.list_reply, 'list_reply');
    default:
      return { type: 'unsupported', wireType: interactive.type, raw: item };
  }
}

type Reply = {
  readonly id: string;
  readonly title: string;
  readonly description?: string | null | undefined;
};

function tap(source: 'buttons' | 'list', reply: Reply | null | undefined, field: string): ReceivedTap {
  if (!reply) throw new UnreadableItem(['interactive', field], 'Missing, although the type names it');
  return present({
    type: 'button' as const,
    source,
    payload: reply.id,
    text: reply.title,
    description: reply.description ?? undefined,
  });
}
