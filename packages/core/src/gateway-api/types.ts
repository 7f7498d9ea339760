// The API's types, read off the schemas; types only, so that no consumer drags the schemas in.
import type * as z from 'zod';
import type {
  Business as BusinessSchema,
  Health as HealthSchema,
  KeyCreated as KeyCreatedSchema,
  Key as KeySchema,
  NewKey as NewKeySchema,
} from './schema/account.ts';
import type { Alert as AlertSchema } from './schema/alert.ts';
import type {
  ConsentAsked as AskedSchema,
  ConsentEvent as ConsentEventSchema,
  ConsentLedger as LedgerSchema,
  NewConsentEvent as NewConsentSchema,
  NewOptInLink as NewLinkSchema,
  NewConsentQuestion as NewQuestionSchema,
  OptInLink as OptInLinkSchema,
  ConsentRecorded as RecordedSchema,
} from './schema/consent.ts';
import type {
  ConsentImported as ImportedSchema,
  ConsentImport as ImportSchema,
} from './schema/consent-import.ts';
import type { ConsentText as ConsentTextSchema } from './schema/consent-text.ts';
import type {
  ConsentSummary as ConsentSummarySchema,
  Contact as ContactSchema,
  Erasure as ErasureSchema,
  Recipient as RecipientSchema,
} from './schema/contact.ts';
import type { ContactExport as ExportSchema } from './schema/contact-export.ts';
import type {
  Assignee as AssigneeSchema,
  Assignment as AssignmentSchema,
  Conversation as ConversationSchema,
  LastRefusal as LastRefusalSchema,
  LinkTarget as LinkTargetSchema,
} from './schema/conversation.ts';
import type { Decision as DecisionSchema } from './schema/decision.ts';
import type {
  EventPage as EventPageSchema,
  Event as EventSchema,
  EventType as EventTypeSchema,
} from './schema/event.ts';
import type { Media as MediaSchema } from './schema/media.ts';
import type {
  SendAccepted as AcceptedSchema,
  CheckRequest as CheckSchema,
  MessageError as MessageErrorSchema,
  MessagePatch as MessagePatchSchema,
  Message as MessageSchema,
  ReplyOutcome as OutcomeSchema,
  SendRequest as SendSchema,
} from './schema/message.ts';
import type {
  LintReport as LintReportSchema,
  NewTemplate as NewTemplateSchema,
  SubmittedTemplate as SubmittedSchema,
  TemplateEdit as TemplateEditSchema,
} from './schema/new-template.ts';
import type {
  BlockedPerson as BlockedPersonSchema,
  NewNumberLink as NewNumberLinkSchema,
  NumberCode as NumberCodeSchema,
  NumberLink as NumberLinkSchema,
  BusinessNumberPatch as NumberPatchSchema,
  BusinessNumber as NumberSchema,
  NumberRegistration as RegistrationSchema,
} from './schema/number.ts';
import type { Link as LinkSchema, SentBy as SentBySchema } from './schema/primitives.ts';
import type { Fault as FaultSchema, Problem as ProblemSchema } from './schema/problem.ts';
import type { RawItem as RawItemSchema } from './schema/raw-item.ts';
import type {
  Delivery as DeliverySchema,
  NewSubscription as NewSubscriptionSchema,
  SubscriptionCreated as SubscriptionCreatedSchema,
  Subscription as SubscriptionSchema,
} from './schema/subscription.ts';
import type {
  OpenTask as OpenTaskSchema,
  TaskAnswer as TaskAnswerSchema,
  Task as TaskSchema,
} from './schema/task.ts';
import type {
  TemplateField as FieldSchema,
  TemplatePolicy as PolicySchema,
  TemplatePreview as PreviewSchema,
  Template as TemplateSchema,
} from './schema/template.ts';
import type { ToolState as ToolStateSchema } from './schema/tool-state.ts';

export type RawItem = z.infer<typeof RawItemSchema>;
export type Alert = z.infer<typeof AlertSchema>;
export type Business = z.infer<typeof BusinessSchema>;
export type BusinessNumber = z.infer<typeof NumberSchema>;
export type BusinessNumberPatch = z.input<typeof NumberPatchSchema>;
export type BlockedPerson = z.infer<typeof BlockedPersonSchema>;
export type NewNumberLink = z.input<typeof NewNumberLinkSchema>;
export type NumberLink = z.infer<typeof NumberLinkSchema>;
export type NumberCode = z.input<typeof NumberCodeSchema>;
export type NumberRegistration = z.input<typeof RegistrationSchema>;
export type Health = z.infer<typeof HealthSchema>;
export type Key = z.infer<typeof KeySchema>;
export type KeyCreated = z.infer<typeof KeyCreatedSchema>;
export type NewKey = z.input<typeof NewKeySchema>;
export type ConsentEventRecord = z.infer<typeof ConsentEventSchema>;
export type ConsentLedger = z.infer<typeof LedgerSchema>;
export type ConsentRecorded = z.infer<typeof RecordedSchema>;
export type NewConsentEvent = z.input<typeof NewConsentSchema>;
export type ConsentAsked = z.infer<typeof AskedSchema>;
export type ConsentImport = z.input<typeof ImportSchema>;
export type ConsentImported = z.infer<typeof ImportedSchema>;
export type ConsentText = z.infer<typeof ConsentTextSchema>;
export type NewOptInLink = z.input<typeof NewLinkSchema>;
export type OptInLink = z.infer<typeof OptInLinkSchema>;
export type NewConsentQuestion = z.input<typeof NewQuestionSchema>;
export type ConsentSummary = z.infer<typeof ConsentSummarySchema>;
export type Contact = z.infer<typeof ContactSchema>;
export type ContactExport = z.infer<typeof ExportSchema>;
export type Erasure = z.infer<typeof ErasureSchema>;
export type Recipient = z.infer<typeof RecipientSchema>;
export type Assignee = z.infer<typeof AssigneeSchema>;
export type Assignment = z.input<typeof AssignmentSchema>;
export type Conversation = z.infer<typeof ConversationSchema>;
export type LinkTarget = z.infer<typeof LinkTargetSchema>;
export type LastRefusal = z.infer<typeof LastRefusalSchema>;
export type Decision = z.infer<typeof DecisionSchema>;
export type Event = z.infer<typeof EventSchema>;
export type EventPage = z.infer<typeof EventPageSchema>;
export type EventType = z.infer<typeof EventTypeSchema>;
export type Media = z.infer<typeof MediaSchema>;
export type Message = z.infer<typeof MessageSchema>;
export type MessageError = z.infer<typeof MessageErrorSchema>;
export type MessagePatch = z.input<typeof MessagePatchSchema>;
/** What is posted to `onReply.url`. */
export type ReplyOutcome = z.infer<typeof OutcomeSchema>;
export type SendAccepted = z.infer<typeof AcceptedSchema>;
export type SendRequest = z.input<typeof SendSchema>;
export type CheckRequest = z.input<typeof CheckSchema>;
export type Link = z.infer<typeof LinkSchema>;
export type SentBy = z.infer<typeof SentBySchema>;
export type Fault = z.infer<typeof FaultSchema>;
export type Problem = z.infer<typeof ProblemSchema>;
export type NewSubscription = z.input<typeof NewSubscriptionSchema>;
export type Subscription = z.infer<typeof SubscriptionSchema>;
export type SubscriptionCreated = z.infer<typeof SubscriptionCreatedSchema>;
export type Delivery = z.infer<typeof DeliverySchema>;
export type Task = z.infer<typeof TaskSchema>;
export type OpenTask = z.infer<typeof OpenTaskSchema>;
export type NewTaskAnswer = z.input<typeof TaskAnswerSchema>;
export type LintReport = z.infer<typeof LintReportSchema>;
export type NewTemplate = z.input<typeof NewTemplateSchema>;
export type SubmittedTemplate = z.infer<typeof SubmittedSchema>;
export type TemplateEdit = z.input<typeof TemplateEditSchema>;
export type Template = z.infer<typeof TemplateSchema>;
export type TemplateField = z.infer<typeof FieldSchema>;
export type TemplatePolicy = z.infer<typeof PolicySchema>;
export type TemplatePreview = z.infer<typeof PreviewSchema>;
export type ToolState = z.infer<typeof ToolStateSchema>;

/** The page of a list; `cursor` is null on the last one. */
export type PageOf<Item> = { readonly items: readonly Item[]; readonly cursor: string | null };

/** The data of an event about a message. */
export type MessageEventData = {
  readonly message: Message;
  readonly contact: Contact;
  readonly conversation: Conversation;
};
