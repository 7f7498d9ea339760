import type { UnreadableEvent, WebhookEvent } from './events.ts';
import type { Place } from './place.ts';
import { translateCall, translateCallStatus } from './translate-call.ts';
import { translateGroup } from './translate-group.ts';
import { translateHistory } from './translate-history.ts';
import { translateMessage, translateUnreadMessage } from './translate-message.ts';
import { translateNumberError } from './translate-number-error.ts';
import {
  translateAppContact,
  translateEcho,
  translateHandover,
  translatePreference,
  translateTracked,
  translateUnreadEcho,
} from './translate-person.ts';
import { translateStatus, translateUnreadStatus } from './translate-status.ts';

type Translate = (raw: unknown, place: Place) => WebhookEvent;

/** What is told of an item that could not be translated. */
type TranslateUnread = (raw: unknown, place: Place) => UnreadableEvent['instead'];

/** Where the items of a field stand in its value. */
export type ItemLists = {
  /** The object within the value that holds the lists; the value itself where there is none. */
  readonly within?: string;
  /** In the order in which they are told. */
  readonly lists: readonly (readonly [list: string, translate: Translate, unread?: TranslateUnread])[];
  /** The whole value is one item. */
  readonly whole?: Translate;
};

const errors = ['errors', translateNumberError] as const;
const groups: ItemLists = { lists: [['groups', translateGroup], errors] };
const written = ['messages', translateMessage, translateUnreadMessage] as const;
const reported = ['statuses', translateStatus, translateUnreadStatus] as const;
const answered = ['message_echoes', translateEcho, translateUnreadEcho] as const;
const echoes: ItemLists = { lists: [answered, errors] };

/** The fields of a webhook that name a business number. */
export const itemLists: Readonly<Record<string, ItemLists>> = {
  messages: { lists: [written, reported, errors] },
  user_preferences: { lists: [['user_preferences', translatePreference]] },
  smb_message_echoes: echoes,
  message_echoes: echoes,
  smb_app_state_sync: { lists: [['state_sync', translateAppContact], errors] },
  history: { lists: [['history', translateHistory], errors] },
  calls: { lists: [['calls', translateCall], ['statuses', translateCallStatus], errors] },
  group_lifecycle_update: groups,
  group_participants_update: groups,
  group_settings_update: groups,
  group_status_update: groups,
  // Another app has the thread; what the customer writes is a message all the same: it opens the window, and a STOP counts.
  standby: {
    within: 'standby',
    lists: [written, answered, reported, errors],
  },
  messaging_handovers: { lists: [], whole: translateHandover },
  automatic_events: { lists: [['automatic_events', translateTracked], errors] },
  tracking_events: {
    lists: [['tracking_events', translateTracked], ['events', translateTracked], errors],
  },
};
