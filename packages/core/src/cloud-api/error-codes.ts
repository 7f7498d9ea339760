import type { ErrorTopic } from './error-words/topic.ts';
import type { MetaErrorCategory, MetaRetry } from './meta-error.ts';

/** What our table knows about a code; `topic` names its words. */
export type ErrorCodeRow = {
  readonly category: MetaErrorCategory;
  readonly retry: MetaRetry;
  readonly topic: ErrorTopic;
};

// Source of the codes, meanings and what helps: Meta's error code pages (Dec 2025, May 2026),
// https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes and the pages of
// groups, calling, flows and payments. Meta: branch on the code, never on title, subcode or HTTP status.
type Group = readonly [
  codes: readonly number[],
  category: MetaErrorCategory,
  retry: MetaRetry,
  topic?: ErrorTopic,
];

const groups: readonly Group[] = [
  // Platform and authorisation: an operator must act, except where Meta itself is busy.
  [[0, 190], 'access', 'fix', 'token'],
  [[3, 10, 131005], 'access', 'fix', 'permission'],
  [[33], 'access', 'fix', 'number_unknown'],
  [[803], 'request', 'never'],
  [[368, 131031], 'account', 'fix', 'account_locked'],
  [[1, 131000], 'service', 'backoff', 'service_down'],
  [[2, 131016, 133004], 'service', 'backoff', 'service_down'],
  [[4, 613, 80007], 'throttling', 'backoff', 'call_rate'],
  [[100, 131008, 131009, 131014, 135000], 'request', 'never', 'bad_request'],

  // Throttling and pacing of messages.
  [[130429], 'throttling', 'backoff', 'throughput'],
  [[131056], 'throttling', 'backoff', 'pair_rate'],
  [[131048], 'throttling', 'wait', 'spam_rate'],
  [[131064], 'throttling', 'wait', 'direct_send'],
  [[131057], 'service', 'backoff', 'maintenance'],
  [[131208], 'throttling', 'backoff', 'group'],

  // The person: each of these ends this message, most of them say nothing about the next one.
  [[130403], 'recipient', 'never', 'blocked_by_business'],
  [[130472], 'policy', 'never', 'experiment'],
  [[130497], 'policy', 'never', 'country'],
  [[131021], 'recipient', 'never', 'same_number'],
  [[131026], 'recipient', 'never', 'undeliverable'],
  [[131030], 'account', 'fix', 'allow_list'],
  [[131047], 'window', 'never', 'window_closed'],
  // Meta's marketing cap; since 2026-04-30 repeating within 24 hours also lowers the account's limits.
  [[131049], 'policy', 'wait', 'ecosystem'],
  [[131050], 'opt_out', 'never', 'opted_out'],
  [[131062], 'recipient', 'never', 'phone_needed'],
  [[137000], 'recipient', 'never', 'identity_changed'],

  // Account, payment and registration.
  [[131037], 'account', 'fix', 'display_name'],
  [[131042, 131044], 'payment', 'fix', 'payment'],
  [[134011], 'payment', 'fix', 'payment_terms'],
  [[131045, 133010], 'account', 'fix', 'registration'],
  [[133000], 'account', 'fix', 'registration'],
  [[133005], 'account', 'fix', 'pin_mismatch'],
  [[133006], 'account', 'fix', 'number_unverified'],
  [[133008, 133009], 'account', 'wait', 'pin_locked'],
  [[133015, 133016], 'account', 'wait', 'registration_wait'],
  [[136024], 'account', 'never', 'code_not_sent'],
  [[136025], 'account', 'wait', 'code_wrong'],

  // Content and files.
  [[130501, 131051], 'request', 'never', 'type_unsupported'],
  [[131052], 'media', 'never', 'inbound_media'],
  [[131053], 'media', 'never', 'media'],
  [[131060], 'other', 'never', 'inbound_unavailable'],
  // In Meta's later lists, without a meaning.
  [[131061], 'other', 'never'],

  // Templates and flows.
  [[132000, 132008, 132012, 132018], 'template', 'never', 'template_variables'],
  [[132001], 'template', 'never', 'template_missing'],
  [[132005], 'template', 'never', 'template_too_long'],
  [[132007], 'template', 'never', 'template_policy'],
  [[132015], 'template', 'fix', 'template_paused'],
  [[132016], 'template', 'never', 'template_disabled'],
  [[132068], 'template', 'fix', 'flow_blocked'],
  [[132069], 'template', 'wait', 'flow_throttled'],
  [[131055, 134100], 'template', 'never', 'marketing_only'],
  [[131063], 'template', 'never', 'marketing_elsewhere'],
  [[134101], 'template', 'wait', 'template_syncing'],
  [[134102], 'template', 'fix'],
  [[139200], 'policy', 'never', 'direct_send'],
  [[2388019], 'template', 'never', 'template_cap'],
  [[2388040, 2388047, 2388072, 2388073, 2388293, 2388299], 'template', 'never', 'template_form'],
  [[200005, 200006, 200007], 'template', 'fix', 'insights'],

  // Groups, calling, flows, block list, usernames, migration: not met by a send to one person.
  [[131020, 131041, 131059, 131201, 131202, 131204, 131207], 'request', 'never', 'group'],
  [[131209, 131210, 131211, 131212, 131213, 131214, 131215], 'request', 'never', 'group'],
  [[138006, 138009, 138012], 'policy', 'never', 'calling'],
  [[139000, 139001, 139002, 139003, 139004], 'template', 'fix', 'flow_edit'],
  [[139100], 'request', 'never', 'block_refused'],
  [[139101], 'request', 'never', 'block_list_full'],
  [[139102, 139103], 'service', 'backoff'],
  [[147001, 147002, 147003, 147004, 147005], 'account', 'never', 'username'],
  [[1752041], 'request', 'never', 'signup'],
  [[2388001, 2388012, 2388103], 'account', 'fix', 'migration'],
  [[2388091], 'account', 'fix', 'code_not_sent'],
  [[2388093], 'account', 'fix', 'code_wrong'],
  [[2494100], 'service', 'backoff', 'maintenance'],
  [[2593079], 'account', 'never', 'migration'],
  [[2593085, 2593107, 2593108, 2593109], 'account', 'never', 'history'],
];

const rows: ReadonlyMap<number, ErrorCodeRow> = new Map(
  groups.flatMap(([codes, category, retry, topic]) =>
    codes.map((code): [number, ErrorCodeRow] => [code, { category, retry, topic: topic ?? category }]),
  ),
);

// Meta gives these out of whole ranges.
const ranges: readonly (readonly [from: number, to: number, row: ErrorCodeRow])[] = [
  [200, 299, { category: 'access', retry: 'fix', topic: 'permission' }],
  [138000, 138023, { category: 'request', retry: 'never', topic: 'calling' }],
  [2494164, 2494179, { category: 'request', retry: 'never', topic: 'signup' }],
];

const unknownCode: ErrorCodeRow = { category: 'other', retry: 'never', topic: 'other' };

/** The row of a code; total: a code never seen is `other`, and never repeated. */
export function errorCode(code: number): ErrorCodeRow {
  return rows.get(code) ?? ranges.find(([from, to]) => code >= from && code <= to)?.[2] ?? unknownCode;
}

/** Every code with a row of its own, for tables and documentation. */
export const knownErrorCodes: readonly number[] = [...rows.keys()];

/** Why Meta wants a send again later: the number is too fast, the pair is, or the app or account calls too often. */
export type Throttle = 'throughput' | 'pair_rate' | 'call_rate';

const throttles: ReadonlySet<string> = new Set<Throttle>(['throughput', 'pair_rate', 'call_rate']);

/**
 * The throttling that a refused send is repeated after by itself: nothing else is ever sent again without somebody's
 * doing.
 */
export function throttleOf(code: number): Throttle | undefined {
  const { topic } = errorCode(code);
  return throttles.has(topic) ? (topic as Throttle) : undefined;
}

const IN_MAINTENANCE = 131057;

/** Whether the code is a refusal whatever its HTTP status: while its limits are raised, a number sends nothing. */
export function isRefusalAtAnyStatus(code: number): boolean {
  return code === IN_MAINTENANCE;
}
