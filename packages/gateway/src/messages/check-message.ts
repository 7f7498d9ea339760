import type { Decision, Recipient } from '@parley/core/gateway-api';
import type { OutboundContent } from '@parley/core/message';
import { defer } from '@parley/core/policy';
import { readAll } from '../http/all-faults.ts';
import { ApiProblem } from '../http/api-problem.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { inLanguage } from '../http/wording.ts';
import { checkFileLinks } from '../media/check-links.ts';
import { viewDecision } from '../policy/view-decision.ts';
import type { Runtime } from '../runtime.ts';
import { inAvailableLanguage } from '../templates/available-language.ts';
import { ensureCatalogue } from '../templates/sync.ts';
import { findConversation } from './conversation-checks.ts';
import { decideContent, plannedFor } from './plan-send.ts';
import { checkReactionTarget } from './reaction-target.ts';
import { readWhom } from './read-whom.ts';
import { failingClosed } from './send-message.ts';
import { sentByOfCall } from './sent-by.ts';
import { readSendAt } from './timing.ts';

type Answer = Awaited<ReturnType<Handlers['checkMessage']>>;

/** POST /v1/messages/check: the decision, for one recipient or each of a list. Nothing is stored or sent. */
export async function checkMessage(runtime: Runtime, call: Call<'checkMessage'>): Promise<Answer> {
  const { to, content } = call.body;
  if (content.type === 'template') await ensureCatalogue(runtime, call.language);
  if (!Array.isArray(to)) return { decision: await checkOne(runtime, call, to, 'to') };
  const items = [];
  const totals = { send: 0, needs_template: 0, blocked: 0, deferred: 0, invalid: 0 };
  for (const [index, recipient] of to.entries()) {
    const item = await checkListed(runtime, call, recipient, `to[${index}]`);
    totals[item.decision?.verdict ?? 'invalid'] += 1;
    items.push(item);
  }
  return { items, totals };
}

// One wrong number in a list of a thousand spoils only its own row.
async function checkListed(
  runtime: Runtime,
  call: Call<'checkMessage'>,
  to: Recipient,
  path: string,
): Promise<{ to: Recipient; decision: Decision | null; error: string | null }> {
  try {
    return { to, decision: await checkOne(runtime, call, to, path), error: null };
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || !isAbout(problem, path)) throw problem;
    return { to, decision: null, error: inLanguage(problem.detail, call.language) };
  }
}

function isAbout({ errors = [] }: ApiProblem, path: string): boolean {
  return errors.length > 0 && errors.every((fault) => fault.path.startsWith(path));
}

async function checkOne(
  runtime: Runtime,
  { body, key, language }: Call<'checkMessage'>,
  to: Recipient,
  path: string,
): Promise<Decision> {
  const now = runtime.now();
  const tx = runtime.store.read;
  return failingClosed(runtime, language, async () => {
    const [sendAt, { kind: sender }, whom] = await readAll(
      () => readSendAt(body.sendAt, now),
      () => sentByOfCall(key, body.sentBy),
      () => readWhom(tx, { to, path, from: body.from, key }),
      () => checkFileLinks(runtime, body.content as OutboundContent),
    );
    const { recipient } = whom;
    const { id: numberId, account_id } = whom.number;
    const content = await inAvailableLanguage(tx, account_id, body.content as OutboundContent);
    if (content.type === 'reaction')
      await checkReactionTarget(tx, (await findConversation(tx, recipient, numberId))?.id, content, now);
    const draft = { recipient, numberId, content, purpose: body.purpose, sender };
    const later = sendAt !== undefined && sendAt > now ? sendAt : undefined;
    const decision = plannedFor(await decideContent(tx, runtime, draft, content, later ?? now), later);
    const isDeferred = sendAt !== undefined && decision.verdict === 'send';
    return viewDecision(isDeferred ? defer(decision, 'SCHEDULED', sendAt) : decision, language);
  });
}
