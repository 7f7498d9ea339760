import { graphErrorOf } from '../graph/error-codes.ts';
import type { Message } from '../messages/message.ts';

/** A message as `GET /sandbox/customers/{phone}/messages` shows it; the fields after `at` are for the page. */
export function shownMessage(message: Message) {
  const { text, payload, ...parts } = message.view;
  const { error } = message;
  return {
    wamid: message.wamid,
    from: message.direction === 'out' ? 'business' : 'customer',
    type: message.type,
    text,
    payload: payload ?? null,
    status: message.status,
    at: new Date(message.atMs).toISOString(),
    number: message.numberId,
    ...parts,
    ...(error && { error: { ...error, title: graphErrorOf(error.code).title } }),
  };
}
