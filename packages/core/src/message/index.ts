export type {
  ButtonsContent,
  ButtonsHeader,
  FreeFormContent,
  InboundContent,
  MediaContent,
  MediaKind,
  MediaSource,
  MessageContent,
  OutboundContent,
  ReceivedLocation,
  ReceivedMedia,
  ReceivedRaw,
  ReceivedReaction,
  ReceivedTap,
  ReplyButton,
  TemplateContent,
  TextContent,
} from './content.ts';
export { isFreeForm } from './content.ts';
export type { DeliveryStatus, MessageStatus } from './status.ts';
export { hasArrived, nextStatus } from './status.ts';
