import { SalesforceFailure } from './failure.ts';

/** The answer to several queries in one call. */
export type CompositeAnswer = {
  compositeResponse: { referenceId: string; httpStatusCode: number; body: unknown }[];
};

/** Names a query in messages without its conditions, which hold numbers. */
export function reading(soql: string): string {
  return `Reading ${/\bFROM (\w+)/i.exec(soql)?.[1] ?? 'records'}`;
}

/** One query of a composite call failed. */
export function partFailure(
  attempt: string,
  part: CompositeAnswer['compositeResponse'][number] | undefined,
): SalesforceFailure {
  const [error] = Array.isArray(part?.body) ? (part.body as { errorCode?: string; message?: string }[]) : [];
  const code = error?.errorCode ?? `ERROR_HTTP_${part?.httpStatusCode ?? 500}`;
  return new SalesforceFailure(attempt, code, error?.message ?? 'no answer for this part of the call.');
}

/** The token endpoint refused, or did not answer. */
export function signInFailure(cause: unknown): SalesforceFailure {
  const attempt = 'Signing in to Salesforce';
  const silence = networkTrouble(cause);
  if (silence) return new SalesforceFailure(attempt, 'NETWORK', silence, { cause });
  const { name, message } = named(cause);
  // jsforce reads the user out of `id` and trips over its absence.
  const detail =
    name === 'TypeError' && message.includes('split')
      ? 'The token answer has no "id": allow the identity URL for the app.'
      : `${name}: ${message}.`;
  return new SalesforceFailure(attempt, 'INVALID_SESSION_ID', detail, { cause });
}

/** What jsforce threw, as a failure that tells what can be done; its own faults are passed on as they are. */
export function toFailure(attempt: string, cause: unknown): unknown {
  if (cause instanceof SalesforceFailure) return cause;
  const { message } = named(cause);
  // jsforce wraps what the refresh function said into a plain error.
  if (message.startsWith('Unable to refresh session'))
    return new SalesforceFailure(attempt, 'INVALID_SESSION_ID', message, { cause });
  const code = (cause as { errorCode?: unknown } | null)?.errorCode;
  if (typeof code === 'string') return new SalesforceFailure(attempt, code, message, { cause });
  const silence = networkTrouble(cause);
  return silence ? new SalesforceFailure(attempt, 'NETWORK', silence, { cause }) : cause;
}

/** Why no answer came; undefined when the error is about something else. */
function networkTrouble(cause: unknown): string | undefined {
  const { name, message } = named(cause);
  // jsforce's own text names half an hour, whatever the time-out was.
  if (name === 'AbortError' || message === 'Request Timeout') return 'The org did not answer in time.';
  const broken = /fetch failed|terminated|socket|ECONN|ENOTFOUND|EAI_AGAIN/i.test(message);
  return broken ? `The org cannot be reached (${message}).` : undefined;
}

function named(cause: unknown): { name: string; message: string } {
  const { name = 'Error', message = String(cause) } = (cause ?? {}) as { name?: string; message?: string };
  return { name, message };
}
