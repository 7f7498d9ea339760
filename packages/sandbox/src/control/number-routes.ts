import type { FastifyInstance } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { reviewName } from '../numbers/display-name.ts';
import { startOver } from '../numbers/number-state.ts';
import {
  changeStanding,
  QUALITIES,
  type Standing,
  standingOf,
  THROUGHPUTS,
  TIERS,
} from '../numbers/standing.ts';
import { readableCode } from '../numbers/verify-number.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { object, optional, required, text } from '../shape/shape.ts';
import { ControlError, requireShape } from './control-error.ts';

type Params = { Params: { id: string } };

const standingShape = object({
  quality: optional(text({ oneOf: QUALITIES })),
  limit: optional(text({ oneOf: TIERS })),
  throughput: optional(text({ oneOf: THROUGHPUTS })),
});

const reviewShape = object({ decision: required(text({ oneOf: ['approve', 'reject'] })) });

/** What whoever holds the business's phone does, and Meta's review of its name. */
export function numberControlRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db } = sandbox;

  app.get<Params>('/sandbox/numbers/:id/code', ({ params: { id } }) => {
    const code = readableCode(sandbox, known(sandbox, id));
    if (!code)
      throw new ControlError(
        404,
        'No code has reached this number; request one, and for a landline with code_method VOICE.',
      );
    return { code: code.digits, method: code.method, language: code.language, at: iso(code.atMs) };
  });

  app.delete<Params>('/sandbox/numbers/:id/registration', async ({ params: { id } }) => {
    const number = known(sandbox, id);
    const { verified, registered } = await db.write(() => startOver(db, number.id));
    sandbox.changes.tell({ kind: 'state' });
    return { verified, registered };
  });

  app.get<Params>('/sandbox/numbers/:id/standing', ({ params: { id } }) =>
    standingOf(db, known(sandbox, id)),
  );

  app.post<Params>('/sandbox/numbers/:id/standing', async ({ params: { id }, body }) => {
    const number = known(sandbox, id);
    requireShape(standingShape, body);
    const standing = await db.write(() => changeStanding(sandbox, number, (body ?? {}) as Partial<Standing>));
    sandbox.changes.tell({ kind: 'state' });
    return standing;
  });

  app.post<Params>('/sandbox/numbers/:id/name/review', async ({ params: { id }, body }) => {
    const number = known(sandbox, id);
    requireShape(reviewShape, body);
    const { decision } = body as { decision: 'approve' | 'reject' };
    if (!(await db.write(() => reviewName(sandbox, number, decision))))
      throw new ControlError(409, 'No display name of this number waits for a review.');
    sandbox.changes.tell({ kind: 'state' });
    return { decision };
  });
}

function known(sandbox: Sandbox, id: string): BusinessNumber {
  const number = numberOf(sandbox, id);
  if (number) return number;
  throw new ControlError(404, 'There is no such number; GET /sandbox/state lists them.');
}

const iso = (ms: number): string => new Date(ms).toISOString();
