import type { FastifyInstance } from 'fastify';
import { listFaults } from '../faults/faults.ts';
import { bytesOfMedia, findMedia } from '../media/media-store.ts';
import { isWindowOpen, lastInboundMs } from '../messages/window.ts';
import { listPeople } from '../people/people.ts';
import type { Sandbox } from '../sandbox.ts';
import { listTemplates } from '../templates/template.ts';
import { signWebhook } from '../webhooks/signature.ts';
import { callbackFor, isSubscribed } from '../webhooks/subscription.ts';
import { wrongField } from './control-error.ts';

type DeliveryRow = {
  id: number;
  url: string;
  body: string;
  state: string;
  due_ms: number;
  created_ms: number;
  attempts: string;
};

/** Deliveries shown at once. */
const DELIVERIES_MAX = 5_000;

/** What the sandbox knows: the account, and every webhook with the answers it got. */
export function stateRoutes(app: FastifyInstance, sandbox: Sandbox, reset: () => Promise<void>): void {
  const { db, account, numbers } = sandbox;

  app.get('/sandbox/state', () => ({
    account: { businessAccountId: account.businessAccountId, appId: account.appId },
    numbers: numbers.map(({ id, display, verifiedName, throughput }) => ({
      id,
      display,
      verifiedName,
      throughput,
    })),
    webhook: {
      url: callbackFor(db, account.businessAccountId, numbers[0]?.id, sandbox.webhookUrl),
      subscribed: isSubscribed(db),
      waiting:
        db.get<{ count: number }>("SELECT count(*) AS count FROM webhooks WHERE state = 'waiting'")?.count ??
        0,
    },
    people: listPeople(db).map((person) => ({ ...person, windows: windowsOf(sandbox, person.phone) })),
    templates: listTemplates(db),
    faults: listFaults(db).map(({ remaining, ...fault }) => ({ ...fault, times: remaining })),
  }));

  app.get<{ Querystring: { limit?: string } }>('/sandbox/deliveries', ({ query }) => {
    const limit = Number(query.limit ?? DELIVERIES_MAX);
    if (!Number.isInteger(limit) || limit < 1) throw wrongField('limit', 'must be a whole number from 1.');
    const rows = db.all<DeliveryRow>(
      'SELECT id, url, body, state, due_ms, created_ms, attempts FROM webhooks ORDER BY id DESC LIMIT ?',
      Math.min(limit, DELIVERIES_MAX),
    );
    return { deliveries: rows.reverse().map((row) => shownDelivery(sandbox, row)) };
  });

  app.post('/sandbox/reset', async () => {
    await reset();
    sandbox.changes.tell({ kind: 'state' });
    return { reset: true };
  });

  app.get<{ Params: { id: string } }>('/sandbox/media/:id', ({ params }, reply) => {
    const media = findMedia(sandbox, params.id);
    if (!media) return reply.code(404).send({ error: { message: 'There is no such file.', fields: [] } });
    return reply
      .type(media.mimeType)
      .header('x-content-type-options', 'nosniff')
      .send(bytesOfMedia(db, media.id));
  });
}

const windowsOf = (sandbox: Sandbox, phone: string) =>
  sandbox.numbers.map(({ id }) => {
    const last = lastInboundMs(sandbox.db, id, phone);
    return {
      number: id,
      open: isWindowOpen(sandbox.db, id, phone, sandbox.now()),
      lastInboundAt: last === undefined ? null : new Date(last).toISOString(),
    };
  });

const shownDelivery = ({ account }: Sandbox, row: DeliveryRow) => ({
  id: row.id,
  url: row.url,
  state: row.state,
  at: new Date(row.created_ms).toISOString(),
  nextAttemptAt: row.state === 'waiting' ? new Date(row.due_ms).toISOString() : null,
  attempts: JSON.parse(row.attempts),
  signature: signWebhook(account.appSecret, row.body),
  body: row.body,
  payload: JSON.parse(row.body),
});
