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
    title: { en: 'The value is too large', de: 'Der Wert ist zu groß' },
    detail: {
      en: `A value may have ${TOOL_STATE_LIMIT_BYTES} bytes of JSON (64 KB); this one has ${bytes}.`,
      de: `Ein Wert darf ${TOOL_STATE_LIMIT_BYTES} Bytes JSON (64 KB) haben; dieser hat ${bytes}.`,
    },
    remedy: {
      en: 'Split it over several keys, or keep large data in the tool itself.',
      de: 'Verteilen Sie ihn auf mehrere Schlüssel, oder halten Sie große Daten im Werkzeug selbst.',
    },
    errors: [
      {
        path: 'value',
        message: {
          en: `may have ${TOOL_STATE_LIMIT_BYTES} bytes (64 KB) at most`,
          de: `darf höchstens ${TOOL_STATE_LIMIT_BYTES} Bytes (64 KB) haben`,
        },
      },
    ],
  });
}
