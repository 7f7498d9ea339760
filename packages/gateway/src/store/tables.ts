import type { AccountTables } from './tables/account.ts';
import type { ConsentTables } from './tables/consent.ts';
import type { EventTables } from './tables/events.ts';
import type { MediaTables } from './tables/media.ts';
import type { MessageTables } from './tables/messages.ts';
import type { OperationTables } from './tables/operation.ts';
import type { PeopleTables } from './tables/people.ts';

/** The tables as the queries see them. */
export type Tables = AccountTables &
  PeopleTables &
  MessageTables &
  ConsentTables &
  MediaTables &
  EventTables &
  OperationTables;
