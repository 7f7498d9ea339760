import type {
  Business,
  Contact,
  Conversation,
  Decision,
  Event,
  LinkTarget,
  Message,
  NewTaskAnswer,
  SendRequest,
  Template,
  ToolState,
} from '@parley/core/gateway-api';
import type { Call, HandlerAnswer } from '../support/fake-gateway/handlers.ts';
import { problem } from '../support/fake-gateway/handlers.ts';
import { startFakeGateway } from '../support/fake-gateway/index.ts';
import { gatewayTasks } from './gateway-tasks.ts';

export const API_KEY = 'parley-test-key-of-at-least-32-characters';
export const NUMBER = '106540352242922';

const CONSENT = { state: 'none', since: null, eventId: null } as const;
export const open: Conversation['window'] = { open: true, closesAt: '2026-11-23T08:00:00.000Z' };

export const sendDecision: Decision = {
  verdict: 'send',
  code: 'SERVICE_REPLY',
  reason: 'The customer wrote within the last 24 hours.',
  remedy: null,
  window: open,
  evidence: [],
};

export const windowClosed: Decision = {
  verdict: 'needs_template',
  code: 'WINDOW_CLOSED',
  reason:
    'The customer last wrote more than 24 hours ago; WhatsApp only takes approved templates <now> & here.',
  remedy: 'Send an approved template.',
  window: { open: false, closesAt: null },
  evidence: [],
};

export type ConversationGateway = Awaited<ReturnType<typeof startConversationGateway>>;

/**
 * A gateway with conversations, links, tool state and an event log behind the strict HTTP of the shared fake: what
 * the Slack bridge needs of the real one, with decisions that a test orders.
 */
export async function startConversationGateway() {
  const contacts = new Map<string, Contact>();
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, Message>();
  const states = new Map<string, ToolState>();
  const accepted = new Map<string, { request: string; answer: object }>();
  const events: Event[] = [];
  const erasures: { id: string; tool: string; report: string | undefined }[] = [];
  const waiting = new Set<() => void>();
  let templates: Template[] = [];
  let decide = (_request: SendRequest): Decision => sendDecision;
  let count = 0;
  const nextId = (kind: string) => {
    count += 1;
    return `${kind}_${count}`;
  };
  const now = () => new Date().toISOString();

  function emit(type: Event['type'], data: Event['data'], at = now()): Event {
    const event: Event = { id: `evt_${events.length + 1}`, type, at, data: structuredClone(data) };
    events.push(event);
    for (const wake of waiting) wake();
    return event;
  }

  function dataOf(message: Message): Event['data'] {
    return {
      message,
      contact: contacts.get(message.contactId) as Contact,
      conversation: conversations.get(message.conversationId) as Conversation,
    };
  }

  function addMessage(conversationId: string, more: Partial<Message>): Message {
    const conversation = conversations.get(conversationId) as Conversation;
    const message: Message = {
      id: nextId('msg'),
      wamid: null,
      direction: 'inbound',
      from: NUMBER,
      conversationId,
      contactId: conversation.contactId,
      content: { type: 'text', text: '' },
      purpose: null,
      quote: null,
      status: 'received',
      statuses: [],
      decision: null,
      sentBy: null,
      links: [],
      error: null,
      notBefore: null,
      editedAt: null,
      revokedAt: null,
      createdAt: now(),
      ...more,
    };
    messages.set(message.id, message);
    return message;
  }

  const tasks = gatewayTasks(
    (id) => conversations.get(id),
    (conversation) => emit('conversation.updated', { conversation }),
  );
  const hanging: string[] = [];
  const business: Business = {
    name: 'Beispiel GmbH',
    language: 'en',
    timeZone: 'Europe/Berlin',
    privacyUrl: null,
    aiDisclosure: 'Note: an AI is answering here.',
    helpAnswer: null,
    optOutLanguages: ['de', 'en'],
    quietHours: null,
    frequencyCaps: [],
    retentionDays: null,
    mediaRetentionDays: null,
    stopped: false,
  };
  const fake = await startFakeGateway({ apiKey: API_KEY, handle: handleOrHang });

  async function handleOrHang(call: Call): Promise<HandlerAnswer | undefined> {
    const answer = await handle(call);
    const index = hanging.findIndex((match) =>
      `${call.operation} ${call.params.key ?? ''}`.startsWith(match),
    );
    if (index < 0) return answer;
    hanging.splice(index, 1);
    return new Promise(() => {});
  }

  async function handle(call: Call): Promise<HandlerAnswer | undefined> {
    const { params, query } = call;
    const id = params.id ?? '';
    switch (call.operation) {
      case 'sendMessage':
        return send(call);
      case 'getMessage':
        return found(messages.get(id));
      case 'getConversation':
        return found(conversations.get(id));
      case 'listConversations':
        return { status: 200, body: { items: [...conversations.values()], cursor: null } };
      case 'getBusiness':
        return { status: 200, body: business };
      case 'getContact':
        return found(contacts.get(id));
      case 'putMessageLink':
      case 'putConversationLink': {
        const target = call.operation === 'putMessageLink' ? messages.get(id) : conversations.get(id);
        if (!target) return notFound();
        const { key, part } = { part: 0, ...(call.body as { key: string; part?: number }) };
        if (!target.links.some((link) => link.key === key))
          target.links.push({ tool: params.tool ?? '', key, part });
        return { status: 200, body: linkTarget(params.tool ?? '', key) };
      }
      case 'getLink': {
        const target = linkTarget(params.tool ?? '', params.key ?? '');
        return target.items.length === 0 ? notFound() : { status: 200, body: target };
      }
      case 'assignConversation': {
        const conversation = conversations.get(id);
        if (!conversation) return notFound();
        const { assignee, ifAssignee } = call.body as {
          assignee: Conversation['assignee'];
          ifAssignee?: null;
        };
        if (ifAssignee === null && conversation.assignee !== null)
          return problem(409, 'ALREADY_ASSIGNED', 'Somebody else has taken this conversation.');
        conversation.assignee = assignee && {
          tool: assignee.tool,
          actor: assignee.actor,
          name: assignee.name ?? null,
          email: null,
        };
        emit('conversation.updated', { conversation });
        return { status: 200, body: conversation };
      }
      case 'releaseConversation':
      case 'resolveConversation':
      case 'reopenConversation': {
        const conversation = conversations.get(id);
        if (!conversation) return notFound();
        if (call.operation === 'releaseConversation') conversation.assignee = null;
        if (call.operation === 'resolveConversation') conversation.state = 'resolved';
        if (call.operation === 'reopenConversation') conversation.state = 'open';
        emit('conversation.updated', { conversation });
        return { status: 200, body: conversation };
      }
      case 'getTask':
        return found(tasks.find(id));
      case 'answerTask': {
        const task = tasks.find(id);
        return task ? tasks.answer(task, call.body as NewTaskAnswer) : notFound();
      }
      case 'listTemplates':
        return { status: 200, body: { items: templates, cursor: null } };
      case 'getTemplate':
        return found(
          templates.find(({ name, language }) => name === params.name && language === params.language),
        );
      case 'listEvents':
        return listEvents(String(query.after ?? ''), query);
      case 'getToolState':
        return found(states.get(`${params.tool}/${params.key}`));
      case 'putToolState':
        return putState(call);
      case 'deleteToolState':
        return states.delete(`${params.tool}/${params.key}`) ? { status: 204 } : notFound();
      case 'listToolState': {
        const prefix = `${params.tool}/${String(query.prefix ?? '')}`;
        const items = [...states].filter(([key]) => key.startsWith(prefix)).map(([, state]) => state);
        return { status: 200, body: { items, cursor: null } };
      }
      case 'reportErasure': {
        erasures.push({ id, tool: params.tool ?? '', report: (call.body as { report?: string }).report });
        const nothing = { messages: 0, events: 0, identities: 0, toolStates: 0 };
        return { status: 200, body: { id, contactId: 'gone', at: now(), erased: nothing, tools: [] } };
      }
      default:
        return undefined;
    }
  }

  function send({ body, headers }: Call): HandlerAnswer {
    const request = body as SendRequest;
    const key = String(headers['idempotency-key']);
    const text = JSON.stringify(request);
    const known = accepted.get(key);
    if (known && known.request !== text)
      return problem(409, 'IDEMPOTENCY_CONFLICT', 'Another message came with this key.');
    if (known) return { status: 202, body: known.answer };
    const decision = decide(request);
    const { verdict, code, reason, remedy } = decision;
    if (verdict === 'needs_template' || verdict === 'blocked')
      return problem(422, code, reason, { reason, decision, ...(remedy === null ? {} : { remedy }) });
    const { conversationId } = request.to as { conversationId: string };
    const { kind = 'automation', actor = null, name = null } = request.sentBy ?? {};
    const sentBy = { tool: 'slack', kind, actor, name };
    const links = (request.links ?? []).map(({ tool, key: ours, part = 0 }) => ({ tool, key: ours, part }));
    const message = addMessage(conversationId, {
      direction: 'outbound',
      content: request.content,
      status: 'queued',
      decision,
      sentBy,
      links,
    });
    emit('message.created', dataOf(message));
    const answer = {
      id: message.id,
      status: 'queued',
      contactId: message.contactId,
      conversationId,
      decision,
    };
    accepted.set(key, { request: text, answer });
    return { status: 202, body: answer };
  }

  function putState({ params, body }: Call): HandlerAnswer {
    const key = `${params.tool}/${params.key}`;
    const { value, ifVersion, contactId } = body as {
      value: unknown;
      ifVersion?: number;
      contactId?: string;
    };
    const version = states.get(key)?.version ?? 0;
    if (ifVersion !== undefined && ifVersion !== version)
      return problem(409, 'VERSION_CONFLICT', 'Somebody else wrote meanwhile.');
    states.set(key, { key: params.key ?? '', value, version: version + 1, contactId: contactId ?? null });
    return { status: 200, body: { key: params.key, version: version + 1 } };
  }

  async function listEvents(after: string, query: Record<string, unknown>): Promise<HandlerAnswer> {
    const limit = Number(query.limit ?? 100);
    const types = String(query.types ?? '')
      .split(',')
      .filter((type) => type !== '');
    const read = () => {
      const start = after === '' ? 0 : Number(after);
      const rest = events.slice(start);
      const page = rest.filter((event) => types.length === 0 || types.includes(event.type)).slice(0, limit);
      const end = page.length < limit ? events.length : events.indexOf(page.at(-1) as Event) + 1;
      return { events: page, cursor: String(end) };
    };
    const page = read();
    if (page.events.length > 0 || !query.wait) return { status: 200, body: page };
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Number(query.wait) * 1000).unref();
      waiting.add(wake);
    });
    return { status: 200, body: read() };
  }

  function linkTarget(tool: string, key: string): LinkTarget {
    const isThis = (link: { tool: string; key: string }) => link.tool === tool && link.key === key;
    const items = [
      ...[...conversations.values()]
        .filter(({ links }) => links.some(isThis))
        .map(({ id }) => ({ part: 0, conversationId: id, messageId: null })),
      ...[...messages.values()]
        .filter(({ links }) => links.some(isThis))
        .map(({ id, conversationId }) => ({ part: 0, conversationId, messageId: id })),
    ];
    return { tool, key, items };
  }

  return {
    business,
    url: fake.url,
    events,
    messages,
    conversations,
    contacts,
    states,
    erasures,
    callsOf: fake.callsOf,
    failNext: fake.failNext,
    clearFaults: fake.reset,
    /** The next call whose operation and key begin so is carried out and never answered. */
    hangAfter: (match: string) => void hanging.push(match),
    isHanging: () => hanging.length === 0,
    emit,
    /** What went out, in order. */
    sent: () => [...messages.values()].filter((message) => message.direction === 'outbound'),
    decideWith(next: typeof decide): void {
      decide = next;
    },
    offer(next: Template[]): void {
      templates = next;
    },
    /** A customer with an open conversation. */
    addCustomer(
      name: string | null,
      phone = '+4915112345678',
    ): { conversation: Conversation; contact: Contact } {
      const contact: Contact = {
        id: nextId('con'),
        name,
        identities: [{ kind: 'phone', value: phone, source: 'webhook', since: now() }],
        attributes: {},
        consent: { service: CONSENT, utility: CONSENT, authentication: CONSENT, marketing: CONSENT },
        conversations: [],
      };
      const conversation: Conversation = {
        id: nextId('cnv'),
        contactId: contact.id,
        from: NUMBER,
        state: 'open',
        language: null,
        tags: [],
        assignee: null,
        takenUntil: null,
        unanswered: true,
        window: { ...open },
        lastInboundAt: now(),
        lastMessageAt: now(),
        lastRefusal: null,
        tasks: [],
        links: [],
        createdAt: now(),
      };
      contact.conversations.push({
        id: conversation.id,
        from: NUMBER,
        window: { ...open, freeEntryUntil: null },
      });
      contacts.set(contact.id, contact);
      conversations.set(conversation.id, conversation);
      return { contact, conversation };
    },
    /** A sentence that a person has to read, on its conversation. */
    ask: tasks.ask,
    answerTask: tasks.answer,
    /** The customer writes. */
    receive(conversationId: string, content: Message['content'] | string, at?: string): Message {
      const body = typeof content === 'string' ? { type: 'text', text: content } : content;
      const message = addMessage(conversationId, { content: body });
      emit('message.received', dataOf(message), at);
      return message;
    },
    /** A message that another tool sent. */
    sendFrom(
      conversationId: string,
      sentBy: NonNullable<Message['sentBy']>,
      content: Message['content'],
      purpose: Message['purpose'] = 'service',
    ): Message {
      const message = addMessage(conversationId, {
        direction: 'outbound',
        status: 'queued',
        sentBy,
        content,
        purpose,
      });
      emit('message.created', dataOf(message));
      return message;
    },
    /** An outbound message comes further, or fails. */
    setStatus(id: string, status: Message['status'], error: Message['error'] = null): void {
      const message = messages.get(id) as Message;
      message.status = status;
      message.error = error;
      emit(status === 'unknown' ? 'message.unknown' : 'message.status', dataOf(message));
    },
    close: fake.close,
  };
}

function found(body: unknown): HandlerAnswer {
  return body === undefined ? notFound() : { status: 200, body };
}

function notFound(): HandlerAnswer {
  return problem(404, 'NOT_FOUND', 'There is no such thing.');
}
