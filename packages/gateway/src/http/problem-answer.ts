import { randomBytes } from 'node:crypto';
import { ParleyError } from '@parley/core';
import type { Problem } from '@parley/core/gateway-api';
import type { Logger } from 'pino';
import { ApiProblem } from './api-problem.ts';
import { inLanguage, type Language, type Wording } from './wording.ts';

/** How an error is answered: the body, and what else the head says. */
export type ProblemAnswer = { readonly body: Problem; readonly retryAfterSeconds: number | undefined };

/** Long enough for a disk or database to come back, short enough for a person who waits. */
const STORE_RETRY_SECONDS = 5;

/** Writes a problem as RFC 9457 has it. */
export function problemAnswer(problem: ApiProblem, language: Language): ProblemAnswer {
  const { status, code, errors, decision } = problem;
  const say = (wording: Wording) => inLanguage(wording, language);
  const reason = decision?.reason;
  const remedy = problem.remedy ?? decision?.remedy ?? undefined;
  return {
    body: {
      type: 'about:blank',
      code,
      title: say(problem.title),
      status,
      detail: say(problem.detail),
      ...(reason === undefined ? {} : { reason }),
      ...(remedy === undefined ? {} : { remedy: say(remedy) }),
      ...(errors === undefined
        ? {}
        : { errors: errors.map(({ path, message }) => ({ path, message: say(message) })) }),
      ...(decision === undefined ? {} : { decision }),
    },
    retryAfterSeconds: problem.retryAfterSeconds,
  };
}

/** The problem for whatever was thrown; what we did not foresee is logged under an id that the answer names. */
export function toProblem(error: unknown, log: Logger, route: string): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const id = `err_${randomBytes(6).toString('hex')}`;
  const unreadable = isStoreFailure(error);
  log.error({ err: error, id, route }, unreadable ? 'the store failed' : 'a call failed unexpectedly');
  if (unreadable) {
    return new ApiProblem({
      status: 503,
      code: 'STORE_UNAVAILABLE',
      title: { en: 'The store cannot be reached', de: 'Der Speicher ist nicht erreichbar' },
      detail: {
        en: `The gateway can neither read nor write its data now (${id}); nothing was done.`,
        de: `Das Gateway kann seine Daten gerade weder lesen noch schreiben (${id}); es ist nichts geschehen.`,
      },
      remedy: {
        en: 'Try again shortly. The operator finds the cause in the log.',
        de: 'Versuchen Sie es gleich noch einmal. Der Betreiber findet die Ursache im Protokoll.',
      },
      retryAfterSeconds: STORE_RETRY_SECONDS,
    });
  }
  return new ApiProblem({
    status: 500,
    code: 'INTERNAL_ERROR',
    title: { en: 'Something went wrong in the gateway', de: 'Im Gateway ist etwas schiefgegangen' },
    detail: {
      en: `The call failed for a reason that is not yours; the log has it under ${id}.`,
      de: `Der Aufruf scheiterte aus einem Grund, der nicht bei Ihnen liegt; im Protokoll steht er unter ${id}.`,
    },
    remedy: {
      en: 'Try again. If it happens again, give the operator this id.',
      de: 'Versuchen Sie es noch einmal. Geschieht es wieder, nennen Sie dem Betreiber diese Kennung.',
    },
  });
}

// SQLite's primary result codes for "not now" or "not any more": busy, locked, read-only, I/O error, corrupt, full,
// cannot open, not a database (https://sqlite.org/rescode.html).
const sqliteFailures = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

const closedMessages: ReadonlySet<unknown> = new Set([
  'database is not open',
  'statement has been finalized',
  'driver has already been destroyed',
]);

function isStoreFailure(error: unknown): boolean {
  if (error instanceof ParleyError) return error.code === 'STORE_FAILED';
  const { code, errcode, message } = Object(error) as {
    code?: unknown;
    errcode?: unknown;
    message?: unknown;
  };
  if (code === 'ERR_SQLITE_ERROR') return typeof errcode === 'number' && sqliteFailures.has(errcode & 0xff);
  // The database was closed, or PostgreSQL is gone or out of resources (classes 08, 53 and 57).
  if (closedMessages.has(message)) return true;
  return typeof code === 'string' && /^(08|53|57)[0-9A-Z]{3}$|^ECONN(REFUSED|RESET)$/.test(code);
}
