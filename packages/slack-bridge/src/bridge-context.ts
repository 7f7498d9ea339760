import type { GatewayClient } from '@parley/core/gateway-api';
import type { Logger } from './logger.ts';
import type { Place } from './place.ts';
import type { SlackBridgeSettings } from './settings.ts';
import type { Sleep } from './slack/pace.ts';
import type { Workspace } from './slack/workspace.ts';
import type { Words } from './words/words.ts';

/** What the parts of the bridge work with. */
export type BridgeContext = {
  readonly gateway: GatewayClient;
  readonly workspace: Workspace;
  readonly place: Place;
  readonly settings: SlackBridgeSettings;
  readonly words: Words;
  readonly log: Logger;
  readonly now: () => Date;
  /** Ends with a rejection (Stopped) when the bridge stops. */
  readonly sleep: Sleep;
  /** How long a channel or an installation that does not work is left alone, in milliseconds. */
  readonly placeWaitMs: number;
  /** The conversation of a thread; undefined for a thread of the colleagues' own. */
  readonly conversationOf: (threadTs: string) => Promise<string | undefined>;
};
