import type { Transport } from '../transport.ts';
import { callsOver } from './calls.ts';
import { consentCalls } from './consent.ts';
import { contactCalls } from './contacts.ts';
import { conversationCalls } from './conversations.ts';
import { eventCalls } from './events.ts';
import { mediaCalls } from './media.ts';
import { messageCalls } from './messages.ts';
import { numberCalls } from './numbers.ts';
import { taskCalls } from './tasks.ts';
import { templateCalls } from './templates.ts';
import { toolCalls } from './tools.ts';

/** Every call of the gateway's API, typed. */
export type GatewayClient = ReturnType<typeof createGatewayClient>;

/**
 * The typed client of the gateway's API. A refusal is a value (`outcome: 'refused'`); every other problem is thrown
 * as `GatewayProblem`, a missing answer as `GatewayUnreachable`. It never retries.
 */
export function createGatewayClient(transport: Transport) {
  const calls = callsOver(transport);
  return {
    ...messageCalls(calls),
    ...conversationCalls(calls),
    ...mediaCalls(calls),
    ...contactCalls(calls),
    ...consentCalls(calls),
    ...taskCalls(calls),
    ...templateCalls(calls),
    ...eventCalls(calls),
    ...toolCalls(calls),
    ...numberCalls(calls),
  };
}
