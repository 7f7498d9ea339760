import type { MetaErrorCategory } from '../meta-error.ts';

/** What setting up numbers, templates and block lists can meet; a send never does. */
export type SetupTopic =
  | 'pin_mismatch'
  | 'number_unverified'
  | 'pin_locked'
  | 'registration_wait'
  | 'code_not_sent'
  | 'code_wrong'
  | 'block_refused'
  | 'block_list_full'
  | 'template_cap'
  | 'template_form';

/** What an error is about, in words: a topic of its own, or the general one of its category. */
export type ErrorTopic = MessageTopic | SetupTopic | SurfaceTopic;

/** What a send to one person can meet with. */
export type MessageTopic =
  | MetaErrorCategory
  | 'token'
  | 'permission'
  | 'number_unknown'
  | 'account_locked'
  | 'service_down'
  | 'call_rate'
  | 'bad_request'
  | 'throughput'
  | 'pair_rate'
  | 'spam_rate'
  | 'direct_send'
  | 'maintenance'
  | 'blocked_by_business'
  | 'experiment'
  | 'country'
  | 'same_number'
  | 'undeliverable'
  | 'allow_list'
  | 'window_closed'
  | 'ecosystem'
  | 'opted_out'
  | 'phone_needed'
  | 'identity_changed'
  | 'display_name'
  | 'registration'
  | 'type_unsupported'
  | 'inbound_media'
  | 'template_variables'
  | 'template_missing'
  | 'template_too_long'
  | 'template_policy'
  | 'template_paused'
  | 'template_disabled'
  | 'template_syncing'
  | 'flow_blocked'
  | 'flow_throttled'
  | 'marketing_only'
  | 'marketing_elsewhere';

/** What groups, calls, flows and the like meet with; a send to one person does not. */
export type SurfaceTopic =
  | 'group'
  | 'calling'
  | 'flow_edit'
  | 'username'
  | 'payment_terms'
  | 'insights'
  | 'signup'
  | 'history'
  | 'migration'
  | 'inbound_unavailable';

/** Title, explanation, next step. */
export type ErrorWords = readonly [title: string, explanation: string, nextStep: string];

export type ErrorCatalogue = Readonly<Record<ErrorTopic, ErrorWords>>;

export type SetupCatalogue = Readonly<Record<SetupTopic, ErrorWords>>;

export type SurfaceCatalogue = Readonly<Record<SurfaceTopic, ErrorWords>>;
