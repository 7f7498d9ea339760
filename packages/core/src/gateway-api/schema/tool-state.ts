import * as z from 'zod';
import { Id } from './primitives.ts';

/** 64 KB of JSON: a cursor, an inbox row, a draft; not a database. */
export const TOOL_STATE_LIMIT_BYTES = 64 * 1024;

export const ToolState = z
  .object({ key: z.string(), value: z.unknown(), version: z.number().int(), contactId: Id.nullable() })
  .meta({ id: 'ToolState' });

/** `ifVersion`: the version the caller saw, 0 for "not there yet"; left out, the value is written in any case. */
export const ToolStateWrite = z.strictObject({
  value: z.unknown().refine((value) => value !== undefined, 'is required'),
  ifVersion: z.number().int().min(0).optional(),
  contactId: Id.optional(),
});

export const ToolStateWritten = z
  .object({ key: z.string(), version: z.number().int() })
  .meta({ id: 'ToolStateWritten' });
