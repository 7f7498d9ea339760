import type { FastifyInstance } from 'fastify';
import { addFault, clearFaults, deleteFault, listFaults, type NewFault } from '../faults/faults.ts';
import { digitsOfPath } from '../people/phone-number.ts';
import type { Sandbox } from '../sandbox.ts';
import { number, object, optional, required, type Shape, text, variants } from '../shape/shape.ts';
import { ControlError, requireShape } from './control-error.ts';

/** How long a fault holds things up when the caller does not say. */
const DELAY_MS = { slow: 3_000, delay: 5_000, reorder: 2_000, batch: 1_000 };

const TIMES_MAX = 1_000_000;
const DELAY_MAX_MS = 10 * 60 * 1000;

const common = {
  on: required(text()),
  times: optional(number({ min: 1, max: TIMES_MAX, integer: true })),
  delayMs: optional(number({ min: 0, max: DELAY_MAX_MS, integer: true })),
  to: optional(text({ max: 200 })),
};

const faultShape: Shape = variants('on', {
  send: object({
    ...common,
    fault: required(
      text({ oneOf: ['error', 'failed', 'http500AfterAccept', 'timeoutAfterAccept', 'reset', 'slow'] }),
    ),
    code: optional(number({ min: 0, max: 9_999_999, integer: true })),
  }),
  webhook: object({
    ...common,
    fault: required(text({ oneOf: ['duplicate', 'reorder', 'delay', 'batch'] })),
  }),
});

type FaultBody = {
  on: 'send' | 'webhook';
  fault: string;
  code?: number;
  times?: number;
  delayMs?: number;
  to?: string;
};

/** Faults on purpose: each is used up after `times` messages or webhooks. */
export function faultRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, changes } = sandbox;

  app.get('/sandbox/faults', () => ({ faults: listFaults(db).map(shownFault) }));

  app.post('/sandbox/faults', async ({ body }) => {
    requireShape(faultShape, body);
    const fault = await db.write(() => addFault(db, newFault(body as FaultBody)));
    changes.tell({ kind: 'state' });
    return shownFault(fault);
  });

  app.delete('/sandbox/faults', async () => {
    const removed = await db.write(() => clearFaults(db));
    changes.tell({ kind: 'state' });
    return { removed };
  });

  app.delete<{ Params: { id: string } }>('/sandbox/faults/:id', async ({ params }) => {
    const removed = await db.write(() => deleteFault(db, Number(params.id) || 0));
    if (!removed) throw new ControlError(404, 'There is no fault with this id; it may be used up.');
    changes.tell({ kind: 'state' });
    return { removed: 1 };
  });
}

/** In answers the count is called `times`, as in the request. */
const shownFault = ({ remaining, ...fault }: ReturnType<typeof addFault>) => ({ ...fault, times: remaining });

function newFault({ on, fault, code, times, delayMs, to }: FaultBody): NewFault {
  return {
    on,
    fault,
    remaining: Number(times ?? 1),
    delayMs: Number(delayMs ?? DELAY_MS[fault as keyof typeof DELAY_MS] ?? 0),
    to: to === undefined ? null : (digitsOfPath(to) ?? to),
    // Without a code it is Meta's "something went wrong"; a failure afterwards is "undeliverable".
    ...(on === 'send' && { code: Number(code ?? (fault === 'failed' ? 131026 : 131000)) }),
  } as NewFault;
}
