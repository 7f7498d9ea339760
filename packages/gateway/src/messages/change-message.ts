import type { Message } from '@parley/core/gateway-api';
import type { OutboundContent } from '@parley/core/message';
import type { Decision } from '@parley/core/policy';
import { appendMessageEvent } from '../events/append.ts';
import { ApiProblem } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { ensureCatalogue } from '../templates/sync.ts';
import { timing } from './accept.ts';
import { useUp } from './conversation-marks.ts';
import { findMessage } from './find-message.ts';
import { finishUnsent } from './finish.ts';
import { draftOf, type MessageRow } from './message-row.ts';
import { type Draft, planSend } from './plan-send.ts';
import { refusalProblem } from './refusal.ts';
import { failingClosed } from './send-message.ts';
import { readIfClosed, readSendAt } from './timing.ts';
import { viewMessage } from './view.ts';

/** PATCH: other words, another time or another fallback for what waits, decided anew; refused, nothing changes. */
export async function changeMessage(runtime: Runtime, call: Call<'changeMessage'>): Promise<Message> {
  const { body, language } = call;
  if (body.content?.type === 'template' || body.ifWindowClosed?.then === 'template')
    await ensureCatalogue(runtime);
  const result = await failingClosed(runtime, () =>
    runtime.store.write(async (tx): Promise<Message | Decision> => {
      const row = await findMessage(tx, call.key, call.params.id ?? '');
      if (row.status !== 'scheduled' && row.status !== 'held') throw tooLate(row, 'changed');
      const now = runtime.now();
      const draft = changedDraft(row, body, now);
      const plan = await planSend(tx, runtime, draft, now);
      if (plan.outcome === 'refused') return plan.decision;
      await tx
        .updateTable('message')
        .set({
          ...timing(plan, draft.sendAt, now.getTime()),
          if_window_closed:
            draft.ifWindowClosed.then === 'reject' ? null : JSON.stringify(draft.ifWindowClosed),
          updated_at: now.getTime(),
        })
        .where('id', '=', row.id)
        .execute();
      if (plan.outcome === 'go')
        await useUp(tx, row.conversation_id, row.id, plan.decision, draft.sender, now);
      await appendMessageEvent(tx, runtime, 'message.updated', row.id, now);
      return viewMessage(tx, runtime, await findMessage(tx, call.key, row.id), language);
    }),
  );
  if ('verdict' in result) throw refusalProblem(result, language);
  return result;
}

function changedDraft(row: MessageRow, body: Call<'changeMessage'>['body'], now: Date): Draft {
  const draft = draftOf(row);
  const sendAt = body.sendAt === undefined ? draft.sendAt : readSendAt(body.sendAt, now);
  return {
    ...draft,
    content: (body.content as OutboundContent | undefined) ?? draft.content,
    sendAt,
    ifWindowClosed:
      body.ifWindowClosed === undefined
        ? draft.ifWindowClosed
        : readIfClosed(body.ifWindowClosed, sendAt && sendAt > now ? sendAt : now),
  };
}

/** POST .../cancel: ends what is not on its way yet; what is cancelled already stays so. */
export async function cancelMessage(runtime: Runtime, call: Call<'cancelMessage'>): Promise<Message> {
  return runtime.store.write(async (tx) => {
    const row = await findMessage(tx, call.key, call.params.id ?? '');
    if (row.status !== 'cancelled') await cancel(tx, runtime, row);
    return viewMessage(tx, runtime, await findMessage(tx, call.key, row.id), call.language);
  });
}

async function cancel(tx: Tx, runtime: Runtime, row: MessageRow): Promise<void> {
  if (!['scheduled', 'held', 'queued'].includes(row.status)) throw tooLate(row, 'cancelled');
  await finishUnsent(tx, runtime, row, { status: 'cancelled' }, runtime.now());
}

function tooLate(row: MessageRow, what: string): ApiProblem {
  return new ApiProblem({
    status: 409,
    code: 'TOO_LATE',
    title: 'Too late for that',
    detail: `The message ${row.id} is ${row.status} and can no longer be ${what}.`,
    remedy: 'Read the message to see what became of it.',
  });
}
