import { GatewayProblem, type Message } from '@parley/core/gateway-api';
import type { Deps } from '../deps.ts';
import { keepValue } from '../gateway/kept-value.ts';
import { applyChanges } from './apply-changes.ts';
import { FOLLOWED_TYPES, readChanges } from './changes.ts';
import { dropUnwritten, keepUnwritten, listUnwritten, type Unwritten } from './unwritten.ts';

/** Events of one page: small enough that a page fits into a few calls, large enough for a busy minute. */
const PAGE_SIZE = 100;

/** One turn of following the event log; the cursor moves only after the rows are written. */
export function followEvents(deps: Deps, waitSeconds: number): () => Promise<void> {
  const cursor = keepValue(deps.gateway, 'events-cursor', deps.log);
  let after: string | undefined;
  return async () => {
    after ??= (await cursor.read()) ?? '';
    try {
      const page = await deps.gateway.listEvents({
        after,
        types: FOLLOWED_TYPES,
        waitSeconds,
        limit: PAGE_SIZE,
      });
      if (page.events.length > 0) {
        const changes = readChanges(page.events);
        await keepUnwritten(deps, await deps.turn(() => applyChanges(deps, changes)));
      }
      await cursor.write(page.cursor);
      after = page.cursor;
    } catch (error) {
      // The next turn starts from what is kept, not from what this one hoped for.
      after = undefined;
      if (!(error instanceof GatewayProblem) || error.problem.code !== 'CURSOR_EXPIRED') throw error;
      deps.log(
        'warn',
        'The adapter was away for longer than events are kept. It goes on with the oldest one.',
      );
      await cursor.write('');
    }
  };
}

/** Tries once more what the org refused, from the state it has at the gateway now. */
export async function retryUnwritten(deps: Deps): Promise<void> {
  for (const unwritten of await listUnwritten(deps)) {
    const refused = await deps.turn(() => rewrite(deps, unwritten));
    if (refused.length === 0) await dropUnwritten(deps, unwritten);
  }
}

async function rewrite(deps: Deps, { kind, id }: Unwritten): Promise<Unwritten[]> {
  try {
    const message = kind === 'message' ? await deps.gateway.getMessage(id) : undefined;
    const conversationId = message?.conversationId ?? (kind === 'conversation' ? id : undefined);
    const conversation = conversationId ? await deps.gateway.getConversation(conversationId) : undefined;
    return await applyChanges(deps, {
      messages: new Map<string, Message>(message ? [[message.id, message]] : []),
      conversations: new Map(
        conversation ? [[conversation.id, { conversation, hasNewMessage: true, onlyTicks: false }]] : [],
      ),
      contacts: new Map(),
      consentOf: new Set(kind === 'consent' ? [id] : []),
      merges: [],
      erasures: [],
      templatesChanged: false,
    });
  } catch (error) {
    // Erased since: nothing is left to write.
    if (error instanceof GatewayProblem && error.problem.status === 404) return [];
    throw error;
  }
}
