import type { Message, NewConsentEvent, SendRequest } from '@parley/core/gateway-api';
import type { World } from './world.ts';

/** A call that fits the schemas. */
export type Call = {
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  key: string | undefined;
};

export type Answer = { status: number; body?: unknown };

/** What a handler works with. */
export type Desk = { world: World };

export function problem(status: number, code: string, detail: string, more: object = {}): Answer {
  return { status, body: { type: 'about:blank', title: code, code, status, detail, ...more } };
}

/** The calls the adapter makes; any other is answered 501, and fails its test. */
export const handlers: Record<string, (desk: Desk, call: Call) => Answer | Promise<Answer>> = {
  sendMessage: (desk, call) => keyed(desk, call, () => send(desk.world, call.body as SendRequest)),
  appendConsent: (desk, call) =>
    keyed(desk, call, () => {
      const event = desk.world.record(call.body as NewConsentEvent);
      const contact = desk.world.contacts.get(event.contactId);
      return {
        status: 201,
        body: { id: event.id, contactId: event.contactId, event, state: contact?.consent },
      };
    }),
  getMessage: ({ world }, { params }) => found(world.messages.get(params.id ?? '')),
  getConversation: ({ world }, { params }) => found(world.conversations.get(params.id ?? '')),
  getContact: ({ world }, { params }) => found(world.contacts.get(params.id ?? '')),
  listContacts: ({ world }, { query }) => {
    const items = [...world.contacts.values()].filter(({ identities }) =>
      identities.some(({ value }) => value === query.identity),
    );
    return { status: 200, body: { items, cursor: null } };
  },
  getConsent: ({ world }, { params }) => {
    const contact = world.contacts.get(params.id ?? '');
    return found(
      contact && {
        contactId: contact.id,
        state: contact.consent,
        events: world.ledgers.get(contact.id) ?? [],
        chain: { valid: true, head: null },
      },
    );
  },
  getLink: ({ world }, { params }) => {
    const items = [...world.messages.values()]
      .filter(({ links }) => links.some(({ tool, key }) => tool === params.tool && key === params.key))
      .map(({ id, conversationId }) => ({ part: 0, conversationId, messageId: id }));
    return found(items.length > 0 ? { tool: params.tool, key: params.key, items } : undefined);
  },
  listTemplates: ({ world }) => ({ status: 200, body: { items: world.templates, cursor: null } }),
  getTemplate: ({ world }, { params }) =>
    found(world.templates.find(({ name, language }) => name === params.name && language === params.language)),
  reportErasure: ({ world }, { params, body }) => {
    world.erasures.set(`${params.id}:${params.tool}`, String((body as { report?: string }).report));
    const none = { messages: 0, events: 0, identities: 0, toolStates: 0 };
    const at = new Date().toISOString();
    return { status: 200, body: { id: params.id, contactId: 'gone', at, erased: none, tools: [] } };
  },
  listEvents,
  getToolState: ({ world: { toolState } }, { params }) => {
    const kept = toolState.get(`${params.tool}/${params.key}`);
    return found(kept && { key: params.key, ...kept, contactId: null });
  },
  putToolState: ({ world: { toolState } }, { params, body }) => {
    const { value, ifVersion } = body as { value: unknown; ifVersion?: number };
    const name = `${params.tool}/${params.key}`;
    const before = toolState.get(name)?.version ?? 0;
    if (ifVersion !== undefined && ifVersion !== before)
      return problem(409, 'VERSION_CONFLICT', 'Somebody else has written since.');
    toolState.set(name, { value, version: before + 1 });
    return { status: 200, body: { key: params.key, version: before + 1 } };
  },
  deleteToolState: ({ world: { toolState } }, { params }) => {
    toolState.delete(`${params.tool}/${params.key}`);
    return { status: 204 };
  },
  listToolState: ({ world: { toolState } }, { params, query }) => {
    const items = [...toolState]
      .filter(([name]) => name.startsWith(`${params.tool}/${query.prefix ?? ''}`))
      .map(([name, kept]) => ({ key: name.slice(String(params.tool).length + 1), ...kept, contactId: null }));
    return { status: 200, body: { items, cursor: null } };
  },
};

function send(world: World, request: SendRequest): Answer {
  const decision = world.decide(request);
  if (decision.verdict === 'needs_template' || decision.verdict === 'blocked')
    return problem(422, decision.code, decision.reason, { reason: decision.reason, decision });
  const { id, status, contactId, conversationId } = world.send(request) as Message;
  return { status: 202, body: { id, status, contactId, conversationId, decision } };
}

/** The first accepted answer again; refusals are not kept. */
async function keyed(desk: Desk, call: Call, work: () => Answer): Promise<Answer> {
  const body = JSON.stringify(call.body);
  const before = call.key ? desk.world.answered.get(call.key) : undefined;
  if (before && before.body !== body)
    return problem(409, 'IDEMPOTENCY_CONFLICT', 'The key was used with another body.');
  const answer = (before?.answer as Answer | undefined) ?? work();
  if (call.key && answer.status < 300) desk.world.answered.set(call.key, { body, answer });
  return answer;
}

async function listEvents({ world }: Desk, { query }: Call): Promise<Answer> {
  const types = String(query.types ?? '').split(',');
  const read = () => {
    const after = Number(query.after || 0);
    const page = world.events.slice(after, after + Number(query.limit ?? 100));
    return { events: page.filter(({ type }) => types.includes(type)), cursor: String(after + page.length) };
  };
  if (query.after === 'expired') return problem(410, 'CURSOR_EXPIRED', 'Events are kept for 30 days.');
  if (read().events.length === 0) await world.nextEvent(Number(query.wait ?? 0) * 1000);
  return { status: 200, body: read() };
}

function found(body: unknown): Answer {
  return body === undefined ? problem(404, 'NOT_FOUND', 'There is no such thing.') : { status: 200, body };
}
