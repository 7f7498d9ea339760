import type { ContactsContent } from './contact-card.ts';
import type { InteractiveContent } from './interactive-content.ts';
import type { InboundContent } from './received-content.ts';

/** A plain text; `previewUrl` shows a preview of the first link. */
export type TextContent = { readonly type: 'text'; readonly text: string; readonly previewUrl?: boolean };

export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker';

/**
 * A file, by an https link that Meta fetches or by the id of an uploaded one: exactly one of the two. Captions exist on
 * image, video and document; `filename` on document; `voice` on audio.
 */
export type MediaContent = {
  readonly type: MediaKind;
  readonly link?: string;
  readonly mediaId?: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly voice?: boolean;
};

/** A place on the map; WhatsApp shows the address only beside a name. */
export type LocationContent = {
  readonly type: 'location';
  /** Degrees, -90 to 90. */
  readonly latitude: number;
  /** Degrees, -180 to 180. */
  readonly longitude: number;
  readonly name?: string;
  readonly address?: string;
};

/** An emoji on a message of the conversation; an empty one takes the reaction back. */
export type ReactionContent = {
  readonly type: 'reaction';
  /** Our id of the message reacted to. */
  readonly message: string;
  readonly emoji: string;
};

/**
 * A message object of the Cloud API as it is, for what the other types do not have: `type` and the object named by it.
 * Recipient, quote, callback data and the category of Direct Send are not part of it: the gateway sets those.
 */
export type RawContent = { readonly type: 'raw'; readonly message: Readonly<Record<string, unknown>> };

/** A pre-approved template with the values of its variables; the keys are those that the template's `fields` list. */
export type TemplateContent = {
  readonly type: 'template';
  readonly name: string;
  readonly language: string;
  /** The language that was asked for, when another one goes in its place. */
  readonly askedLanguage?: string;
  readonly variables?: Readonly<Record<string, string>>;
};

/** What may be sent. */
export type OutboundContent =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | ReactionContent
  | InteractiveContent
  | RawContent
  | TemplateContent;

/** What may only go out while the customer service window is open. */
export type FreeFormContent = Exclude<OutboundContent, TemplateContent>;

export type MessageContent = OutboundContent | InboundContent;

/** Whether the content needs no approval by Meta and so is bound to the window. */
export function isFreeForm(content: OutboundContent): content is FreeFormContent {
  return content.type !== 'template';
}
