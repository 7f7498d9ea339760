export type { BlockedUser, BlockOutcome, BlockTarget } from './block-calls.ts';
export { createCloudApi } from './client.ts';
export type {
  CloudApi,
  CloudApiSettings,
  GraphResult,
  MediaInfo,
} from './cloud-api.ts';
export type { ErrorDescription } from './describe-error.ts';
export { describeMetaError } from './describe-error.ts';
export type { ErrorCodeRow, Throttle } from './error-codes.ts';
export { errorCode, knownErrorCodes, throttleOf } from './error-codes.ts';
export type { MetaError, MetaErrorCategory, MetaRetry } from './meta-error.ts';
export type { MediaFile } from './multipart.ts';
export type { CodeMethod } from './number-calls.ts';
export type { HealthProblem, NumberHealth, NumberInfo } from './number-info.ts';
export type { NumberProfile } from './number-profile.ts';
export type { QrLink } from './qr-calls.ts';
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
export type { SubmittedTemplate } from './template-calls.ts';
export { templateFromGraph } from './template-from-graph.ts';
export { templateToGraph } from './template-to-graph.ts';
export type {
  AccountAlertEvent,
  AccountEvent,
  AccountReviewEvent,
  CapabilityEvent,
  FlowEvent,
  GroupEvent,
  GroupPerson,
  PartnerSolutionEvent,
  PaymentConfigurationEvent,
  Restriction,
} from './webhook/account-events.ts';
export type { AccountChange, OtherEvent, UnreadableEvent, WebhookEvent } from './webhook/events.ts';
export type { Handshake, HandshakeQuery } from './webhook/handshake.ts';
export { verifyHandshake } from './webhook/handshake.ts';
export type {
  EchoEvent,
  EditedEvent,
  GroupMessageEvent,
  GroupStatusEvent,
  HistoryEvent,
  MessageEvent,
  PastMessage,
  PricedConversation,
  Pricing,
  RevokedEvent,
  StatusEvent,
} from './webhook/message-events.ts';
export type {
  HandoverEvent,
  NumberErrorEvent,
  NumberNameEvent,
  NumberQualityEvent,
  NumberSecurityEvent,
  NumberSettingsEvent,
  NumberUsernameEvent,
  TrackedEvent,
} from './webhook/number-events.ts';
export type { AccountOrigin, Origin, Person } from './webhook/origin.ts';
export type {
  AppContactEvent,
  CallDetails,
  CallEvent,
  CallUpdateEvent,
  IdentityChangedEvent,
  PreferenceEvent,
  SignupEvent,
  SystemEvent,
} from './webhook/person-events.ts';
export { isSameSecret } from './webhook/same-secret.ts';
export type { SignatureInput } from './webhook/signature.ts';
export { verifySignature } from './webhook/signature.ts';
export type {
  TemplateCategoryDoubtEvent,
  TemplateCategoryEvent,
  TemplateComponentsEvent,
  TemplateEvent,
  TemplateQualityEvent,
  TemplateStatusEvent,
} from './webhook/template-events.ts';
export { translateWebhook } from './webhook/translate.ts';
