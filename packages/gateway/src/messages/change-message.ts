import type { Message } from '@parley/core/gateway-api';
import type { OutboundContent } from '@parley/core/message';
import { appendMessageEvent } from '../events/append.ts';
import type { Call } from '../http/handler.ts';
import { checkFileLinks } from '../media/check-links.ts';
import { checkFileUses, contentsOf, noteFileUses } from '../media/check-uses.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { inAvailableLanguage } from '../templates/available-language.ts';
import { ensureCatalogue } from '../templates/sync.ts';
import { planColumns } from './accept.ts';
import { useUp } from './conversation-marks.ts';
import { readFallback } from './fallback.ts';
import { findMessage } from './find-message.ts';
import { finishUnsent } from './finish.ts';
import { draftOf, type MessageRow } from './message-row.ts';
import { type Draft, type Plan, planSend } from './plan-send.ts';
import { tooLate } from './problems.ts';
import { checkReactionTarget } from './reaction-target.ts';
import { refusalProblem } from './refusal.ts';
import { failingClosed } from './send-message.ts';
import { readIfClosed, readSendAt } from './timing.ts';
import { viewMessage } from './view.ts';

/** PATCH: other words, another time or another fallback for what waits, decided anew; refused, nothing changes. */
export async function changeMessage(runtime: Runtime, call: Call<'changeMessage'>): Promise<Message> {
  const { body, language } = call;
  if (body.content) checkFileLinks(runtime, body.content as OutboundContent);
  if (body.content?.type === 'template' || body.ifWindowClosed?.then === 'template')
    await ensureCatalogue(runtime, language);
  const result = await failingClosed(runtime, language, () =>
    runtime.store.write(async (tx): Promise<Message | Extract<Plan, { outcome: 'refused' }>> => {
      const row = await findMessage(tx, call.key, call.params.id ?? '');
      if (row.status !== 'scheduled' && row.status !== 'held') throw tooLate(row.id, row.status, language);
      const now = runtime.now();
      const draft = await changedDraft(tx, runtime, row, body, now);
      await checkReactionTarget(tx, row.conversation_id, draft.content, now);
      await checkFileUses(tx, call.key, draft.content, 'content');
      if (draft.ifWindowClosed.then === 'template')
        await checkFileUses(tx, call.key, draft.ifWindowClosed.template, 'ifWindowClosed.template');
      const plan = await planSend(tx, runtime, draft, now);
      if (plan.outcome === 'refused') return plan;
      await tx
        .updateTable('message')
        .set({
          ...planColumns(plan, draft.sendAt, now.getTime()),
          if_window_closed:
            draft.ifWindowClosed.then === 'reject' ? null : JSON.stringify(draft.ifWindowClosed),
          updated_at: now.getTime(),
        })
        .where('id', '=', row.id)
        .execute();
      if (plan.outcome === 'go')
        await useUp(tx, row.conversation_id, row.id, plan.decision, draft.sender, now);
      await noteFileUses(tx, runtime, contentsOf(draft), row.contact_id);
      await appendMessageEvent(tx, runtime, 'message.updated', row.id, now);
      return viewMessage(tx, await findMessage(tx, call.key, row.id), language);
    }),
  );
  if ('outcome' in result) throw refusalProblem(result, language);
  return result;
}

async function changedDraft(
  tx: Tx,
  runtime: Runtime,
  row: MessageRow,
  body: Call<'changeMessage'>['body'],
  now: Date,
): Promise<Draft> {
  const draft = draftOf(row);
  const { account_id: accountId } = await tx
    .selectFrom('business_number')
    .select('account_id')
    .where('id', '=', row.number_id)
    .executeTakeFirstOrThrow();
  const content = body.content as OutboundContent | undefined;
  const sendAt = body.sendAt === undefined ? draft.sendAt : readSendAt(body.sendAt, now);
  return {
    ...draft,
    content: content ? await inAvailableLanguage(tx, accountId, content) : draft.content,
    sendAt,
    ifWindowClosed:
      body.ifWindowClosed === undefined
        ? draft.ifWindowClosed
        : await readFallback(
            tx,
            runtime,
            accountId,
            readIfClosed(body.ifWindowClosed, sendAt && sendAt > now ? sendAt : now),
          ),
  };
}

const cancellable: ReadonlySet<string> = new Set(['scheduled', 'held', 'queued']);

/** POST .../cancel: ends what is not on its way yet; what is cancelled already stays so. */
export async function cancelMessage(runtime: Runtime, call: Call<'cancelMessage'>): Promise<Message> {
  return runtime.store.write(async (tx) => {
    const row = await findMessage(tx, call.key, call.params.id ?? '');
    if (row.status !== 'cancelled') {
      if (!cancellable.has(row.status)) throw tooLate(row.id, row.status, call.language);
      await finishUnsent(tx, runtime, row, { status: 'cancelled' }, runtime.now());
    }
    return viewMessage(tx, await findMessage(tx, call.key, row.id), call.language);
  });
}
