import type {
  ConsentEventRecord,
  Contact,
  Conversation,
  Decision,
  Event,
  EventType,
  Message,
  NewConsentEvent,
  Recipient,
  SendRequest,
  Template,
} from '@parley/core/gateway-api';

export const NUMBER = '106540352242922';

/** A decision as the gateway words it. */
export function aDecision(code: Decision['code'], more: Partial<Decision> = {}): Decision {
  const window = { open: true, closesAt: '2026-11-23T12:00:00.000Z' };
  return {
    verdict: 'send',
    code,
    reason: 'The window is open.',
    remedy: null,
    window,
    evidence: [],
    ...more,
  };
}

export const WINDOW_CLOSED = aDecision('WINDOW_CLOSED', {
  verdict: 'needs_template',
  reason: 'Die letzte Nachricht des Kunden ist über 24 Stunden alt.',
  remedy: 'Wählen Sie eine genehmigte Vorlage.',
});

/** What the gateway behind the stand-in knows; tests let things happen in it and read what was asked of it. */
export class World {
  readonly contacts = new Map<string, Contact>();
  readonly conversations = new Map<string, Conversation>();
  readonly messages = new Map<string, Message>();
  readonly ledgers = new Map<string, ConsentEventRecord[]>();
  readonly events: Event[] = [];
  readonly erasures = new Map<string, string>();
  readonly templates: Template[] = [];
  /** Accepted answers by Idempotency-Key, and the tools' own state: they outlive a restart. */
  readonly answered = new Map<string, { body: string; answer: unknown }>();
  readonly toolState = new Map<string, { value: unknown; version: number }>();
  /** What the rules say to a send; a test replaces it. */
  decide: (request: SendRequest) => Decision = () => aDecision('SERVICE_REPLY');
  #serial = 0;
  #waiting: (() => void)[] = [];

  id(kind: string): string {
    this.#serial++;
    return `${kind}_${this.#serial}`;
  }

  emit(type: EventType, data: Record<string, unknown>): void {
    // The log keeps what was true then, not what is true when it is read.
    const kept = structuredClone(data);
    this.events.push({ id: this.id('evt'), type, at: new Date().toISOString(), data: kept });
    for (const wake of this.#waiting.splice(0)) wake();
  }

  nextEvent(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      // An adapter that has gone away must not keep the process alive for the rest of its wait.
      const timer = setTimeout(resolve, waitMs).unref();
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  contactOf(identity: { phone?: string; userId?: string; name?: string }): Contact {
    const value = identity.phone ?? identity.userId ?? '';
    for (const contact of this.contacts.values())
      if (contact.identities.some((known) => known.value === value)) return contact;
    const since = new Date().toISOString();
    const nothing = { state: 'none' as const, since: null, eventId: null };
    const contact: Contact = {
      id: this.id('con'),
      name: identity.name ?? null,
      identities: [{ kind: identity.phone ? 'phone' : 'bsuid', value, source: 'meta', since }],
      attributes: {},
      consent: { service: nothing, utility: nothing, authentication: nothing, marketing: nothing },
      conversations: [],
    };
    this.contacts.set(contact.id, contact);
    this.ledgers.set(contact.id, []);
    return contact;
  }

  conversationOf(contact: Contact): Conversation {
    for (const conversation of this.conversations.values())
      if (conversation.contactId === contact.id) return conversation;
    const conversation: Conversation = {
      id: this.id('cnv'),
      contactId: contact.id,
      from: NUMBER,
      state: 'open',
      language: null,
      tags: [],
      assignee: null,
      takenUntil: null,
      unanswered: true,
      window: { open: false, closesAt: null },
      lastInboundAt: null,
      lastMessageAt: null,
      lastRefusal: null,
      tasks: [],
      links: [],
      createdAt: new Date().toISOString(),
    };
    this.conversations.set(conversation.id, conversation);
    return conversation;
  }

  /** The person writes. */
  customerWrites(
    who: { phone?: string; userId?: string; name?: string },
    text: string,
    wamid?: string,
  ): Message {
    const contact = this.contactOf(who);
    const conversation = this.conversationOf(contact);
    const now = new Date();
    const message = this.#store({
      contact,
      conversation,
      direction: 'inbound',
      content: { type: 'text', text },
      status: 'received',
      wamid: wamid ?? `wamid.${this.id('in')}`,
    });
    Object.assign(conversation, {
      lastInboundAt: now.toISOString(),
      window: { open: true, closesAt: new Date(now.getTime() + 86_100_000).toISOString() },
    });
    this.emitMessage('message.received', message);
    return message;
  }

  /** A message leaves from any tool. */
  send(request: SendRequest): Message {
    const contact = this.contactOfRecipient(request.to);
    const message = this.#store({
      contact,
      conversation: this.conversationOf(contact),
      direction: 'outbound',
      content: request.content as Message['content'],
      status: 'queued',
      wamid: null,
    });
    message.links = (request.links ?? []).map(({ tool, key, part = 0 }) => ({ tool, key, part }));
    const { tool = 'api', kind = 'automation', actor = null, name = null } = request.sentBy ?? {};
    message.sentBy = { tool, kind, actor, name };
    message.decision = this.decide(request);
    this.emitMessage('message.created', message);
    return message;
  }

  reportStatus(messageId: string, status: Message['status'], more: Partial<Message> = {}): void {
    const message = this.#known(messageId);
    message.wamid ??= `wamid.${messageId}`;
    message.status = status;
    message.statuses.push({ status, at: new Date().toISOString(), error: more.error ?? null });
    Object.assign(message, more);
    this.emitMessage('message.status', message);
  }

  /** Hands out an event again, as it was when the message had that status: delivery is at least once. */
  repeatStatus(messageId: string, status: Message['status']): void {
    this.emitMessage('message.status', { ...this.#known(messageId), status, statuses: [] });
  }

  emitMessage(type: EventType, message: Message): void {
    const conversation = this.conversations.get(message.conversationId);
    this.emit(type, { message, conversation, contact: this.contacts.get(message.contactId) });
  }

  record(given: NewConsentEvent): ConsentEventRecord {
    const contact = this.contactOfRecipient(given.contact);
    const now = new Date().toISOString();
    const event: ConsentEventRecord = {
      id: this.id('cev'),
      contactId: contact.id,
      purpose: given.purpose,
      topic: given.topic ?? null,
      action: given.action,
      method: given.method ?? null,
      source: given.source ?? null,
      textVersion: given.textVersion ?? null,
      textSha256: null,
      language: given.language ?? null,
      occurredAt: given.occurredAt ?? now,
      recordedAt: now,
      proven: given.action === 'confirm',
      evidence: given.evidence ?? {},
      recordedBy: {
        tool: given.recordedBy?.tool ?? null,
        actor: given.recordedBy?.actor ?? null,
        name: given.recordedBy?.name ?? null,
      },
      externalId: given.externalId ?? null,
      hash: 'h',
    };
    const ledger = this.ledgers.get(contact.id) ?? [];
    const withdrawn = ledger.findLast((entry) => entry.action === 'withdraw');
    ledger.push(event);
    const beaten = withdrawn && Date.parse(event.occurredAt) <= Date.parse(withdrawn.occurredAt) + 60_000;
    const states = { grant: 'granted', confirm: 'confirmed', withdraw: 'withdrawn' } as const;
    const state = states[given.action as keyof typeof states];
    if (state && !(beaten && given.action !== 'withdraw'))
      contact.consent.marketing = { state, since: event.occurredAt, eventId: event.id };
    this.emit('consent.changed', { contact, event });
    return event;
  }

  changeConversation(conversationId: string, change: Partial<Conversation>): void {
    const conversation = this.conversations.get(conversationId);
    if (!conversation) throw new Error(`No conversation ${conversationId}`);
    Object.assign(conversation, change);
    this.emit('conversation.updated', { conversation });
  }

  erase(contactId: string): string {
    const id = this.id('era');
    for (const event of this.events)
      if (JSON.stringify(event.data).includes(`"${contactId}"`)) event.data = { erased: true };
    this.contacts.delete(contactId);
    this.emit('contact.erased', { erasureId: id, contactId, links: [] });
    return id;
  }

  contactOfRecipient(to: Recipient): Contact {
    if (typeof to === 'string') return this.contactOf({ phone: to });
    if ('phone' in to) return this.contactOf({ phone: to.phone });
    if ('userId' in to) return this.contactOf({ userId: to.userId });
    const contactId = 'contactId' in to ? to.contactId : this.conversations.get(to.conversationId)?.contactId;
    const contact = this.contacts.get(contactId ?? '');
    if (!contact) throw new Error('No such recipient');
    return contact;
  }

  #known(messageId: string): Message {
    const message = this.messages.get(messageId);
    if (!message) throw new Error(`No message ${messageId}`);
    return message;
  }

  #store(
    given: Pick<Message, 'direction' | 'content' | 'status' | 'wamid'> & {
      contact: Contact;
      conversation: Conversation;
    },
  ): Message {
    const { contact, conversation, ...own } = given;
    const createdAt = new Date().toISOString();
    conversation.lastMessageAt = createdAt;
    const message: Message = {
      id: this.id('msg'),
      ...own,
      from: NUMBER,
      conversationId: conversation.id,
      contactId: contact.id,
      purpose: null,
      quote: null,
      statuses: [],
      decision: null,
      sentBy: null,
      links: [],
      error: null,
      notBefore: null,
      editedAt: null,
      revokedAt: null,
      createdAt,
    };
    this.messages.set(message.id, message);
    return message;
  }
}
