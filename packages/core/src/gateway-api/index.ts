export type { GatewayClient, SendResult } from './client.ts';
export { createGatewayClient } from './client.ts';
export { GatewayProblem, GatewayUnreachable } from './problem.ts';
export type { Method } from './route/route.ts';
export type { WebhookCheck, WebhookHeaders } from './standard-webhooks.ts';
export { signWebhook, verifyWebhook } from './standard-webhooks.ts';
export type { FetchTransportOptions, Transport, TransportRequest, TransportResponse } from './transport.ts';
export { fetchTransport, queryText } from './transport.ts';
export type {
  Assignee,
  Assignment,
  Business,
  BusinessNumber,
  CheckRequest,
  ConsentEventRecord,
  ConsentLedger,
  ConsentRecorded,
  ConsentSummary,
  Contact,
  Conversation,
  Decision,
  Delivery,
  Erasure,
  Event,
  EventPage,
  EventType,
  Fault,
  Health,
  Key,
  KeyCreated,
  LastRefusal,
  Link,
  LinkTarget,
  Message,
  MessageError,
  MessageEventData,
  MessagePatch,
  NewConsentEvent,
  NewKey,
  NewSubscription,
  PageOf,
  Problem,
  Recipient,
  SendAccepted,
  SendRequest,
  SentBy,
  Subscription,
  SubscriptionCreated,
  Template,
  TemplateField,
  TemplatePolicy,
  TemplatePreview,
  ToolState,
} from './types.ts';
