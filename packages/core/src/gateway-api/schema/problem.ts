import * as z from 'zod';
import { Decision } from './decision.ts';

/** One fault of a request: where, and what to do. */
export const Fault = z.object({ path: z.string(), message: z.string() }).meta({ id: 'Fault' });

/** Every error answer (RFC 9457). */
export const Problem = z
  .object({
    type: z.string(),
    code: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    reason: z.string().optional(),
    remedy: z.string().optional(),
    errors: z.array(Fault).optional(),
    decision: Decision.optional(),
  })
  .meta({ id: 'Problem' });
