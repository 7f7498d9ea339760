export type { ContactAddress, ContactCard, ContactName, ContactsContent } from './contact-card.ts';
export type {
  FreeFormContent,
  LocationContent,
  MediaContent,
  MediaKind,
  MessageContent,
  OutboundContent,
  RawContent,
  ReactionContent,
  TemplateContent,
  TextContent,
} from './content.ts';
export { isFreeForm } from './content.ts';
export { contentLimits, REACTION_REACH_MS } from './content-limits.ts';
export { contextText } from './context-text.ts';
export { deniedHostOf } from './file-link.ts';
export { fileLinksOf } from './file-links.ts';
export type {
  ButtonsContent,
  ContactRequestContent,
  FlowContent,
  InteractiveContent,
  InteractiveHeader,
  LinkContent,
  ListContent,
  ListRow,
  ListSection,
  LocationRequestContent,
  ReplyButton,
  TextHeader,
} from './interactive-content.ts';
export {
  bareMimeType,
  LARGEST_MEDIA_BYTES,
  mediaKindOf,
  mediaKinds,
  mediaLimits,
  STILL_STICKER_BYTES,
} from './media-limits.ts';
export type {
  InboundContent,
  OrderedItem,
  ReceivedCallPermission,
  ReceivedCard,
  ReceivedContacts,
  ReceivedContext,
  ReceivedForm,
  ReceivedLocation,
  ReceivedMedia,
  ReceivedOrder,
  ReceivedRaw,
  ReceivedReaction,
  ReceivedTap,
  Referral,
  ReferredProduct,
} from './received-content.ts';
export { shownText } from './shown-text.ts';
export type { DeliveryStatus, MessageStatus } from './status.ts';
export { hasArrived, nextStatus } from './status.ts';
export { visibleText } from './visible-text.ts';
