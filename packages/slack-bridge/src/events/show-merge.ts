import { contactIdOf, type Event } from '@parley/core/gateway-api';
import { notice } from '../card/notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { linkedThreads } from '../place.ts';
import { ThreadGone } from '../slack/channel-history.ts';
import type { Stage } from './stage.ts';

/**
 * Two contacts turned out to be one person: where both had a thread, the newer one goes on, and the older one says so.
 * An answer in either reaches the customer.
 */
export async function showMerge(event: Event, stage: Stage): Promise<void> {
  const { context, threads } = stage;
  const contactId = contactIdOf(event);
  if (contactId === undefined) return;
  const contact = await untilAnswered(() => context.gateway.getContact(contactId), context);
  for (const { id } of contact.conversations) {
    const conversation = await untilAnswered(() => context.gateway.getConversation(id), context);
    const [, ...older] = linkedThreads(context.place, conversation.links).toReversed();
    if (older.length > 0) threads.forget(id);
    for (const threadTs of older) await tellElsewhere(event, threadTs, stage);
    threads.refresh(id);
  }
}

async function tellElsewhere(event: Event, threadTs: string, { context, isShown, mayBeThere }: Stage) {
  if (isShown) return;
  const { words, workspace } = context;
  const line = { ...notice(words.goesOnElsewhere), id: `merged:${event.id}:${threadTs}` };
  try {
    await workspace.post({ ...line, threadTs, since: new Date(event.at), mayBeThere });
  } catch (error) {
    // Nobody reads a thread that was deleted.
    if (!(error instanceof ThreadGone)) throw error;
  }
}
