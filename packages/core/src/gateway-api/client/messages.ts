import type {
  CheckRequest,
  Decision,
  LinkTarget,
  Message,
  MessagePatch,
  SendAccepted,
  SendRequest,
} from '../types.ts';
import { type Calls, type Keyed, longPoll, orRefused, type Refused } from './calls.ts';

/** A send was taken, or the rules refused it. */
export type SendResult = { readonly outcome: 'accepted'; readonly message: SendAccepted } | Refused;

/** Messages: sending, waiting for, changing and linking them. */
export function messageCalls({ call, get, post }: Calls) {
  const message = (id: string, step = '') => `/v1/messages/${encodeURIComponent(id)}${step}`;
  return {
    async sendMessage(request: SendRequest, keyed: Keyed = {}): Promise<SendResult> {
      const sent = await orRefused(post<SendAccepted>('/v1/messages', request, keyed));
      return 'answer' in sent ? { outcome: 'accepted', message: sent.answer } : sent;
    },
    checkMessage: (request: Omit<CheckRequest, 'to'> & { readonly to: SendRequest['to'] }) =>
      post<{ decision: Decision }>('/v1/messages/check', request),
    getMessage: (id: string, wait: { waitSeconds?: number; until?: 'sent' | 'delivered' | 'read' } = {}) =>
      get<Message>(message(id), { wait: wait.waitSeconds, until: wait.until }, longPoll(wait.waitSeconds)),
    changeMessage: (id: string, patch: MessagePatch) => call<Message>('PATCH', message(id), { body: patch }),
    cancelMessage: (id: string) => post<Message>(message(id, '/cancel')),
    resendMessage: (id: string, keyed: Keyed = {}) =>
      post<SendAccepted>(message(id, '/resend'), undefined, keyed),
    putMessageLink: (id: string, tool: string, link: { key: string; part?: number }) =>
      call<LinkTarget>('PUT', message(id, `/links/${encodeURIComponent(tool)}`), { body: link }),
  };
}
