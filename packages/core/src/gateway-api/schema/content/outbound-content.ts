import * as z from 'zod';
import { ButtonsContent } from './buttons.ts';
import { ContactsContent } from './contacts.ts';
import { FlowContent } from './flow.ts';
import { LinkContent } from './link.ts';
import { ListContent } from './list.ts';
import { LocationContent } from './location.ts';
import { AudioContent, DocumentContent, ImageContent, StickerContent, VideoContent } from './media.ts';
import { RawContent } from './raw.ts';
import { ReactionContent } from './reaction.ts';
import { ContactRequestContent, LocationRequestContent } from './request.ts';
import { TemplateContent } from './template.ts';
import { TextContent } from './text.ts';

/** Everything that may be sent. */
export const OutboundContent = z
  .discriminatedUnion('type', [
    TextContent,
    ImageContent,
    VideoContent,
    AudioContent,
    DocumentContent,
    StickerContent,
    LocationContent,
    ContactsContent,
    ReactionContent,
    ButtonsContent,
    ListContent,
    LinkContent,
    FlowContent,
    LocationRequestContent,
    ContactRequestContent,
    TemplateContent,
    RawContent,
  ])
  .meta({ id: 'OutboundContent' });

/** The content of a stored message; what a customer sent has more types than what may be sent. */
export const MessageContent = z.looseObject({ type: z.string() }).meta({
  id: 'MessageContent',
  description:
    'As sent, or as received: text, media, button (a tap), location, reaction, contacts, order, form_reply (a flow or form filled in), call_permission, or unsupported with its raw form. A received one may have a `context`: forwarded, the product asked about, the advertisement that it came by (referral), or that another app had the thread (inStandby).',
});
