import type { FastifyInstance } from 'fastify';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { anyObject, object, optional, required, text } from '../shape/shape.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { accountEnvelope, numberEnvelope } from '../webhooks/payloads.ts';
import { ControlError, requireShape } from './control-error.ts';

const shape = object({
  field: required(text({ max: 100, pattern: /^[a-z][a-z_]*$/, says: 'must be the name of a webhook field' })),
  value: required(anyObject),
  number: optional(text({ max: 30 })),
});

type Body = { field: string; value: Record<string, unknown>; number?: string };

/** Has Meta say anything: about the account, or with `number` about that number and with its metadata. */
export function webhookRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, account, now, changes } = sandbox;

  app.post('/sandbox/webhooks', async ({ body }) => {
    requireShape(shape, body);
    const { field, value, number: id } = body as Body;
    const number = id === undefined ? undefined : numberOf(sandbox, id);
    if (id !== undefined && !number)
      throw new ControlError(404, 'There is no such number; GET /sandbox/state lists them.');
    const envelope = number
      ? numberEnvelope(account.businessAccountId, number, value, field)
      : accountEnvelope(account.businessAccountId, field, value, now());
    await db.write(() => enqueueWebhook(sandbox, 'account', envelope));
    changes.tell({ kind: 'delivery' });
    return { queued: true };
  });
}
