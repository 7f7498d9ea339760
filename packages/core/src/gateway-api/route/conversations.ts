import * as z from 'zod';
import {
  Assignment,
  Conversation,
  ConversationFilter,
  ConversationPatch,
  ReadReceipt,
} from '../schema/conversation.ts';
import { Message } from '../schema/message.ts';
import { listOf, Page } from '../schema/primitives.ts';
import type { Route } from './route.ts';

const page = z.strictObject(Page);

/** Conversations and who answers them. */
export const conversationsRoutes = {
  listConversations: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'Conversations, the latest first, with filters',
    scope: 'messages:read',
    query: ConversationFilter,
    success: { status: 200, body: listOf(Conversation) },
  },
  getConversation: {
    method: 'GET',
    path: '/v1/conversations/{id}',
    summary: 'One conversation',
    scope: 'messages:read',
    success: { status: 200, body: Conversation },
    problems: [404],
  },
  listConversationMessages: {
    method: 'GET',
    path: '/v1/conversations/{id}/messages',
    summary: 'The messages of a conversation, oldest first',
    scope: 'messages:read',
    query: page,
    success: { status: 200, body: listOf(Message) },
    problems: [404],
  },
  changeConversation: {
    method: 'PATCH',
    path: '/v1/conversations/{id}',
    summary: 'Set tags or language',
    scope: 'messages:send',
    body: ConversationPatch,
    success: { status: 200, body: Conversation },
    problems: [404, 422],
  },
  readConversation: {
    method: 'POST',
    path: '/v1/conversations/{id}/read',
    summary: 'Show the customer that everything up to a message has been read',
    scope: 'messages:send',
    body: ReadReceipt,
    bodyOptional: true,
    success: { status: 200, body: Conversation },
    problems: [404, 409, 422, 429],
  },
  showTyping: {
    method: 'POST',
    path: '/v1/conversations/{id}/typing',
    summary: 'Show the customer for 25 seconds that an answer is being written; marks as read, too',
    scope: 'messages:send',
    success: { status: 200, body: Conversation },
    problems: [404, 409, 422, 429],
  },
  assignConversation: {
    method: 'POST',
    path: '/v1/conversations/{id}/assign',
    summary: 'Give the conversation to a person, or to nobody',
    scope: 'messages:send',
    body: Assignment,
    success: { status: 200, body: Conversation },
    problems: [404, 409, 422],
  },
  releaseConversation: {
    method: 'POST',
    path: '/v1/conversations/{id}/release',
    summary: 'Nobody answers by hand any more: automations may again',
    scope: 'messages:send',
    success: { status: 200, body: Conversation },
    problems: [404],
  },
  resolveConversation: {
    method: 'POST',
    path: '/v1/conversations/{id}/resolve',
    summary: 'The case is answered',
    scope: 'messages:send',
    success: { status: 200, body: Conversation },
    problems: [404],
  },
  reopenConversation: {
    method: 'POST',
    path: '/v1/conversations/{id}/reopen',
    summary: 'The case goes on',
    scope: 'messages:send',
    success: { status: 200, body: Conversation },
    problems: [404],
  },
} as const satisfies Record<string, Route>;
