import { LinkTarget, NewConversationLink } from '../schema/conversation.ts';
import type { Route } from './route.ts';

/** Tools' own references. */
export const linksRoutes = {
  putMessageLink: {
    method: 'PUT',
    path: '/v1/messages/{id}/links/{tool}',
    summary: "Remember the tool's own reference of a message",
    scope: 'tool',
    body: NewConversationLink,
    success: { status: 200, body: LinkTarget },
    problems: [404, 409, 422],
  },
  putConversationLink: {
    method: 'PUT',
    path: '/v1/conversations/{id}/links/{tool}',
    summary: "Remember the tool's own reference of a conversation",
    scope: 'tool',
    body: NewConversationLink,
    success: { status: 200, body: LinkTarget },
    problems: [404, 409, 422],
  },
  getLink: {
    method: 'GET',
    path: '/v1/links/{tool}/{key}',
    summary: "What a tool's reference points at",
    scope: 'tool',
    success: { status: 200, body: LinkTarget },
    problems: [404],
  },
} as const satisfies Record<string, Route>;
