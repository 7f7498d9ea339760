import {
  CheckAnswer,
  CheckRequest,
  Message,
  MessagePatch,
  MessagesQuery,
  MessageWait,
  SendAccepted,
  SendRequest,
} from '../schema/message.ts';
import { listOf } from '../schema/primitives.ts';
import type { Route } from './route.ts';

/** Sending, and what became of it. */
export const messagesRoutes = {
  sendMessage: {
    method: 'POST',
    path: '/v1/messages',
    summary: 'Send a message, now, later, or when the contact writes',
    scope: 'messages:send',
    body: SendRequest,
    idempotent: true,
    success: { status: 202, body: SendAccepted },
    problems: [409, 422, 429],
  },
  checkMessage: {
    method: 'POST',
    path: '/v1/messages/check',
    summary: 'Ask for the decision only; nothing is stored or sent',
    scope: 'messages:send',
    body: CheckRequest,
    success: { status: 200, body: CheckAnswer },
    problems: [422],
  },
  listMessages: {
    method: 'GET',
    path: '/v1/messages',
    summary: 'All messages, oldest first, by cursor',
    scope: 'messages:read',
    query: MessagesQuery,
    success: { status: 200, body: listOf(Message) },
  },
  getMessage: {
    method: 'GET',
    path: '/v1/messages/{id}',
    summary: 'One message, waiting for a status if asked',
    scope: 'messages:read',
    query: MessageWait,
    success: { status: 200, body: Message },
    problems: [404],
  },
  changeMessage: {
    method: 'PATCH',
    path: '/v1/messages/{id}',
    summary: 'Change a scheduled or held message',
    scope: 'messages:send',
    body: MessagePatch,
    success: { status: 200, body: Message },
    problems: [404, 409, 422],
  },
  cancelMessage: {
    method: 'POST',
    path: '/v1/messages/{id}/cancel',
    summary: 'Cancel a message that is not on its way yet',
    scope: 'messages:send',
    success: { status: 200, body: Message },
    problems: [404, 409],
  },
  resendMessage: {
    method: 'POST',
    path: '/v1/messages/{id}/resend',
    summary: 'Send an unknown or failed message once more, decided anew',
    scope: 'messages:send',
    idempotent: true,
    success: { status: 202, body: SendAccepted },
    problems: [404, 409, 422],
  },
} as const satisfies Record<string, Route>;
