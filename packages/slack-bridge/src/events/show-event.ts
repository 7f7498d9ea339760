import type { Event } from '@parley/core/gateway-api';
import { showConsent, showContact, showConversation, showWindow } from './show-change.ts';
import { showErasure } from './show-erasure.ts';
import { showMerge } from './show-merge.ts';
import { showMessage, showStatus, showUpdate } from './show-message.ts';
import type { Stage } from './stage.ts';

/** The events that the bridge shows; the gateway is asked for these alone. */
export const SHOWN_EVENTS = [
  'message.received',
  'message.created',
  'message.updated',
  'message.status',
  'message.unknown',
  'consent.changed',
  'window.opened',
  'window.closing',
  'window.closed',
  'contact.updated',
  'contact.merged',
  'contact.erased',
  'conversation.updated',
] as const;

/** Shows one event in Slack; posts are made in order, cards and marks wait for the end of the batch. */
export async function showEvent(event: Event, stage: Stage): Promise<void> {
  // The person was erased since; nothing is left to show.
  if (event.data.erased === true) return;
  switch (event.type as (typeof SHOWN_EVENTS)[number]) {
    case 'message.received':
    case 'message.created':
      return showMessage(event, stage);
    case 'message.updated':
      return showUpdate(event, stage);
    case 'message.status':
    case 'message.unknown':
      return showStatus(event, stage);
    case 'conversation.updated':
      return showConversation(event, stage);
    case 'window.opened':
    case 'window.closing':
    case 'window.closed':
      return showWindow(event, stage);
    case 'consent.changed':
      return showConsent(event, stage);
    case 'contact.updated':
      return showContact(event, stage);
    case 'contact.merged':
      return showMerge(event, stage);
    case 'contact.erased':
      return showErasure(event, stage);
  }
}
