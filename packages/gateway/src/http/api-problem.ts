import type { Decision, Fault } from '@parley/core/gateway-api';

/** A problem to answer with: thrown by handlers, written as problem+json at the border. Not an accident of ours. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string | undefined;
  readonly errors: readonly Fault[] | undefined;
  readonly decision: Decision | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    problem: {
      readonly status: number;
      readonly code: string;
      readonly title: string;
      readonly detail: string;
    } & {
      readonly remedy?: string;
      readonly errors?: readonly Fault[];
      readonly decision?: Decision;
      readonly retryAfterSeconds?: number;
    },
  ) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.remedy = problem.remedy;
    this.errors = problem.errors;
    this.decision = problem.decision;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

/** 404 for something named in the path. */
export function notFound(what: string, id: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: 'NOT_FOUND',
    title: `No such ${what}`,
    detail: `There is no ${what} "${id}".`,
    remedy: 'Check the id; a thing that was erased or removed is gone for good.',
  });
}

/** 422 for one field of the body or query. */
export function invalidField(path: string, message: string, code = 'INVALID_REQUEST'): ApiProblem {
  return new ApiProblem({
    status: 422,
    code,
    title: 'The request is not valid',
    detail: `${path}: ${message}`,
    remedy: `Correct ${path} and send the request again; nothing was done.`,
    errors: [{ path, message }],
  });
}
