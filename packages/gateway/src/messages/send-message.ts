import type { SendAccepted } from '@parley/core/gateway-api';
import { ApiProblem } from '../http/api-problem.ts';
import type { Call, CallerKey } from '../http/handler.ts';
import { expectSend } from '../outbox/expected.ts';
import { viewDecision } from '../policy/view-decision.ts';
import { viewWait } from '../reply-waits/open-wait.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { ensureCatalogue } from '../templates/sync.ts';
import { type Acceptance, acceptMessage, type NewMessage } from './accept.ts';
import { countSend } from './daily-bound.ts';
import { earlierAnswer, keepAnswer, type Repeatable, repeatable } from './idempotency.ts';
import { undecidable } from './problems.ts';
import { readSend } from './read-send.ts';
import { refusalProblem } from './refusal.ts';

/** Long enough for a disk or a database to come back. */
const RETRY_SECONDS = 2;

/** POST /v1/messages: the accepted answer, or the problem that says why not. */
export async function sendMessage(runtime: Runtime, call: Call<'sendMessage'>): Promise<SendAccepted> {
  const repeated = repeatable(runtime, call, 'send', call.body);
  if (needsCatalogue(call.body)) await ensureCatalogue(runtime, call.language);
  return acceptOnce(runtime, call, repeated, (tx) => readSend(tx, runtime, call));
}

/**
 * Accepts a message under its Idempotency-Key: the message, its event and the answer to repeat are one transaction, so
 * that of several calls with one key exactly one sends.
 */
export async function acceptOnce(
  runtime: Runtime,
  call: { readonly key: CallerKey; readonly language: 'de' | 'en' },
  repeated: Repeatable | undefined,
  read: (tx: Tx) => Promise<NewMessage>,
): Promise<SendAccepted> {
  const result = await failingClosed(runtime, call.language, () =>
    runtime.store.write(async (tx): Promise<SendAccepted | Extract<Acceptance, { outcome: 'refused' }>> => {
      const earlier = await earlierAnswer(tx, repeated);
      if (earlier !== undefined) return withWait(tx, runtime, JSON.parse(earlier));
      const message = await read(tx);
      const acceptance = await acceptMessage(tx, runtime, message);
      if (acceptance.outcome === 'refused') return acceptance;
      if (acceptance.status === 'queued') expectSend(runtime, acceptance);
      await countSend(tx, call, runtime.now());
      const answer = viewAcceptance(acceptance, call.language);
      await keepAnswer(tx, repeated, 202, JSON.stringify(answer), runtime.now());
      return message.onReply ? withWait(tx, runtime, answer) : answer;
    }),
  );
  if ('outcome' in result) throw refusalProblem(result, call.language);
  return result;
}

// The secret of a wait lies encrypted beside the message, and not in the answer that is kept for repetitions.
async function withWait(tx: Tx, runtime: Runtime, answer: SendAccepted): Promise<SendAccepted> {
  const onReply = await viewWait(tx, runtime, answer.id);
  return onReply ? { ...answer, onReply } : answer;
}

/** The answer to an accepted send. */
export function viewAcceptance(
  accepted: Extract<Acceptance, { outcome: 'accepted' }>,
  language: 'de' | 'en',
): SendAccepted {
  return {
    id: accepted.id,
    status: accepted.status,
    contactId: accepted.contactId,
    conversationId: accepted.conversationId,
    ...(accepted.notBefore ? { notBefore: accepted.notBefore.toISOString() } : {}),
    decision: viewDecision(accepted.decision, language),
  };
}

function needsCatalogue(body: Call<'sendMessage'>['body']): boolean {
  return body.content.type === 'template' || body.ifWindowClosed?.then === 'template';
}

/** Runs work that decides; when the ledger, the window or the catalogue can't be read, nothing is sent and 503 says so. */
export async function failingClosed<Result>(
  runtime: Runtime,
  language: 'de' | 'en',
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ApiProblem) throw cause;
    runtime.log.error({ err: cause }, 'a message could not be decided');
    throw undecidable(RETRY_SECONDS, language);
  }
}
