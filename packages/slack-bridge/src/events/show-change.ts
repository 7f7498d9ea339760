import {
  type ConsentEventRecord,
  type Conversation,
  contactIdOf,
  dataOf,
  type Event,
} from '@parley/core/gateway-api';
import { notice } from '../card/notice.ts';
import { taskNotice } from '../card/task-notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import type { Words } from '../words/words.ts';
import { type Stage, tell } from './stage.ts';

/** Open tasks are few; these are remembered so that their posts need not be looked for. */
const KEPT_TASKS = 1000;

const OPT_OUT = new Set(['withdraw', 'object', 'refuse']);
const OPT_IN = new Set(['grant', 'confirm', 'restore']);

/** A conversation changed hands, state or window; an automation that was refused is told to the people. */
export async function showConversation(event: Event, stage: Stage): Promise<void> {
  const { conversation } = dataOf(event);
  if (!conversation) return;
  const { context, threads } = stage;
  threads.refresh(conversation.id);
  await showTasks(conversation, stage);
  const refusal = conversation.lastRefusal;
  // The refusal stays on the conversation, so it comes again with every later change of it.
  if (refusal == null || stage.toldRefusals.get(conversation.id) === refusal.at) return;
  const { words } = context;
  const name = refusal.sentBy.name ?? words.kinds[refusal.sentBy.kind];
  await threads.post(conversation.id, {
    ...notice(words.automationRefused(name, refusal.sentBy.tool, refusal.reason)),
    id: `refusal:${conversation.id}:${refusal.at}`,
    since: new Date(refusal.at),
    // An earlier run may have told it, long before the last event it saw.
    mayBeThere: true,
  });
  stage.toldRefusals.set(conversation.id, refusal.at);
}

// What somebody has to decide stays on the conversation until it is decided, so it comes with every later change of it.
async function showTasks({ id: conversationId, tasks }: Conversation, stage: Stage): Promise<void> {
  const { context, threads, toldTasks } = stage;
  for (const { id, createdAt } of tasks) {
    if (toldTasks.has(id)) continue;
    const task = await untilAnswered(() => context.gateway.getTask(id), context);
    if (task.state === 'open')
      await threads.post(conversationId, {
        ...taskNotice(task, context.words),
        id: `task:${id}`,
        since: new Date(createdAt),
        mayBeThere: true,
      });
    // Forgotten ones are found again by their posts.
    if (toldTasks.size >= KEPT_TASKS) toldTasks.clear();
    toldTasks.add(id);
  }
}

/** The window of a conversation opened, closes soon, or closed. */
export function showWindow(event: Event, stage: Stage): void {
  const { conversation } = dataOf(event);
  if (conversation) stage.threads.refresh(conversation.id);
}

/** Somebody opted in or out: every thread of that person says so. */
export async function showConsent(event: Event, stage: Stage): Promise<void> {
  const entry = dataOf(event).event;
  const text = entry && consentLine(entry, stage.context.words);
  for (const conversationId of await threadsOf(event, stage)) {
    stage.threads.refresh(conversationId);
    if (text === undefined) continue;
    await tell(conversationId, { ...notice(text), id: `consent:${event.id}` }, event, stage);
  }
}

/** Name, number or consent changed: the cards follow. */
export async function showContact(event: Event, stage: Stage): Promise<void> {
  for (const conversationId of await threadsOf(event, stage)) stage.threads.refresh(conversationId);
}

async function threadsOf(event: Event, { context, threads }: Stage): Promise<string[]> {
  const contactId = contactIdOf(event);
  if (contactId === undefined) return [];
  const contact = await untilAnswered(() => context.gateway.getContact(contactId), context);
  const found: string[] = [];
  for (const { id } of contact.conversations) if ((await threads.find(id)) !== undefined) found.push(id);
  return found;
}

function consentLine(consent: ConsentEventRecord, words: Words): string | undefined {
  const { action, purpose } = consent;
  if (action === 'lapse') return words.consentLapsed;
  if (OPT_OUT.has(action)) return words.optedOut(words.purposes[purpose]);
  if (!OPT_IN.has(action)) return undefined;
  const state = action === 'confirm' || (action === 'grant' && consent.proven) ? 'confirmed' : 'granted';
  return words.optedIn(words.purposes[purpose], words.consentStates[state]);
}
