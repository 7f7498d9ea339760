import * as z from 'zod';
import { blockedCodes, deferredCodes, needsTemplateCodes, sendCodes } from '../../policy/codes.ts';
import { Instant } from './primitives.ts';

export const ServiceWindow = z.object({ open: z.boolean(), closesAt: Instant.nullable() }).meta({
  id: 'ServiceWindow',
  description: 'closesAt is the moment from which Parley refuses free-form messages.',
});

export const Evidence = z
  .object({
    kind: z.enum(['message', 'consent', 'template', 'language', 'conversation']),
    id: z.string(),
    at: Instant.nullable(),
  })
  .meta({ id: 'Evidence' });

/** The answer to "may this message go to this contact now". */
export const Decision = z
  .object({
    verdict: z.enum(['send', 'needs_template', 'blocked', 'deferred']),
    code: z.enum([...sendCodes, ...needsTemplateCodes, ...blockedCodes, ...deferredCodes]),
    reason: z.string(),
    remedy: z.string().nullable(),
    window: ServiceWindow,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'Decision' });
