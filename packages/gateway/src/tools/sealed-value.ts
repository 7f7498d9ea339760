import { TOOL_STATE_LIMIT_BYTES } from '@parley/core/gateway-api/schema';
import { ApiProblem } from '../http/api-problem.ts';
import type { Secrets } from '../secrets/secrets.ts';

/** A tool's value as it is stored: encrypted JSON. Throws 413 with the limit when it is too large. */
export function sealedValue(secrets: Secrets, value: unknown): string {
  const json = JSON.stringify(value);
  const bytes = Buffer.byteLength(json);
  if (bytes <= TOOL_STATE_LIMIT_BYTES) return secrets.seal(json);
  throw new ApiProblem({
    status: 413,
    code: 'STATE_TOO_LARGE',
    title: 'The value is too large',
    detail: `A value may have ${TOOL_STATE_LIMIT_BYTES} bytes of JSON (64 KB); this one has ${bytes}.`,
    remedy: 'Split it over several keys, or keep large data in the tool itself.',
    errors: [{ path: 'value', message: `may have ${TOOL_STATE_LIMIT_BYTES} bytes (64 KB) at most` }],
  });
}
