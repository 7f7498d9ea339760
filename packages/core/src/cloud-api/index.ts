export { createCloudApi } from './client.ts';
export type {
  CloudApi,
  CloudApiSettings,
  GraphResult,
  MediaInfo,
} from './cloud-api.ts';
export type { ErrorDescription } from './describe-error.ts';
export { describeMetaError } from './describe-error.ts';
export type { ErrorCodeRow } from './error-codes.ts';
export { errorCode, isRetriedByOutbox, knownErrorCodes } from './error-codes.ts';
export type { MetaError, MetaErrorCategory, MetaRetry } from './meta-error.ts';
export type { MediaFile } from './multipart.ts';
export type { CodeMethod } from './number-calls.ts';
export type { HealthProblem, NumberHealth, NumberInfo } from './number-info.ts';
export type { NumberProfile } from './number-profile.ts';
export type { GraphMessage, MessageToSend } from './requests.ts';
export { CALLBACK_DATA_LIMIT, toGraphMessage } from './requests.ts';
export type {
  Accepted,
  NotSent,
  Rejected,
  RejectionError,
  SendCause,
  SendOutcome,
  Unknown,
} from './send-outcome.ts';
export type { StandingApi, SubscribedApp, TokenStanding } from './standing.ts';
export { createStandingApi } from './standing.ts';
export { templateFromGraph } from './template-from-graph.ts';
export type {
  CallEvent,
  EchoEvent,
  EditedEvent,
  IdentityChangedEvent,
  MessageEvent,
  NumberNameEvent,
  NumberQualityEvent,
  Origin,
  OtherEvent,
  Person,
  PreferenceEvent,
  RevokedEvent,
  StatusEvent,
  TemplateCategoryEvent,
  TemplateQualityEvent,
  TemplateStatusEvent,
  UnreadableEvent,
  WebhookEvent,
} from './webhook/events.ts';
export type { Handshake, HandshakeQuery } from './webhook/handshake.ts';
export { verifyHandshake } from './webhook/handshake.ts';
export type { SignatureInput } from './webhook/signature.ts';
export { verifySignature } from './webhook/signature.ts';
export { translateWebhook } from './webhook/translate.ts';
