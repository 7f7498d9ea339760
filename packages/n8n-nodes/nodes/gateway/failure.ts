import { GatewayProblem, GatewayUnreachable } from '@parley/core/gateway-api';
import { type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { fieldName } from './field-name.ts';
import type { NodeContext } from './transport.ts';

/** What a person can do about an answer that has no field to blame. */
const FIXES: Record<number, string> = {
  401: 'Open the Parley credential and enter an API key that this gateway knows.',
  403: 'Give the API key of the Parley credential this permission, or use another key.',
  404: 'Check that the Gateway URL of the Parley credential is that of a Parley gateway.',
  429: 'Wait a while and run it again; n8n can do that with Retry On Fail in the settings of the node.',
  503: 'Wait a while and run it again; n8n can do that with Retry On Fail in the settings of the node.',
};

/** Where the status alone would mislead. */
const FIXES_BY_CODE: Record<string, string> = {
  IDEMPOTENCY_CONFLICT:
    'An earlier try of this item was already taken with other content. To send both, start a new execution.',
};

/** Says in n8n's terms what kept a request from being decided: the field, and what to do about it. */
export function asNodeError(
  context: NodeContext,
  error: unknown,
  itemIndex?: number,
): NodeApiError | NodeOperationError {
  const place = itemIndex === undefined ? {} : { itemIndex };
  if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
  if (error instanceof GatewayProblem) {
    const { problem } = error;
    const [first, ...others] = problem.errors ?? [];
    const message = first
      ? `The field "${fieldName(first.path)}" was not accepted: ${first.message}`
      : problem.detail || problem.title;
    const rest = others.map(({ path, message }) => `Also "${fieldName(path)}": ${message}`);
    const fix =
      problem.remedy ??
      FIXES_BY_CODE[problem.code] ??
      (first ? `Change "${fieldName(first.path)}".` : FIXES[problem.status]);
    const description = [...rest, fix, `(${problem.code})`].filter(Boolean).join(' ');
    return new NodeApiError(context.getNode(), { ...problem } as unknown as JsonObject, {
      ...place,
      message,
      description,
      httpCode: String(problem.status),
    });
  }
  if (error instanceof GatewayUnreachable) {
    return new NodeApiError(
      context.getNode(),
      { message: error.message },
      {
        ...place,
        message: 'The Parley gateway did not answer',
        description:
          'Check that it runs and that the Gateway URL of the Parley credential is right. ' +
          `Retrying this execution does not send the message twice. (${error.message})`,
      },
    );
  }
  return new NodeOperationError(context.getNode(), error as Error, place);
}
