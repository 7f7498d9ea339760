import type { Assignment, Conversation, LinkTarget, Message, PageOf } from '../types.ts';
import { type Calls, orUndefined, type Query } from './calls.ts';

/** Conversations, and the tools' references on them. */
export function conversationCalls({ call, get, post }: Calls) {
  const conversation = (id: string, step = '') => `/v1/conversations/${encodeURIComponent(id)}${step}`;
  return {
    listConversations: (filter: Query = {}) => get<PageOf<Conversation>>('/v1/conversations', filter),
    getConversation: (id: string) => get<Conversation>(conversation(id)),
    listConversationMessages: (id: string, page: { cursor?: string; limit?: number } = {}) =>
      get<PageOf<Message>>(conversation(id, '/messages'), page),
    markConversationRead: (id: string, messageId?: string) =>
      post<Conversation>(conversation(id, '/read'), messageId === undefined ? {} : { message: messageId }),
    showTyping: (id: string) => post<Conversation>(conversation(id, '/typing')),
    assignConversation: (id: string, assignment: Assignment) =>
      post<Conversation>(conversation(id, '/assign'), assignment),
    releaseConversation: (id: string) => post<Conversation>(conversation(id, '/release')),
    resolveConversation: (id: string) => post<Conversation>(conversation(id, '/resolve')),
    reopenConversation: (id: string) => post<Conversation>(conversation(id, '/reopen')),
    putConversationLink: (id: string, tool: string, link: { key: string; part?: number }) =>
      call<LinkTarget>('PUT', conversation(id, `/links/${encodeURIComponent(tool)}`), { body: link }),
    getLink: (tool: string, key: string) =>
      orUndefined(get<LinkTarget>(`/v1/links/${encodeURIComponent(tool)}/${encodeURIComponent(key)}`)),
  };
}
