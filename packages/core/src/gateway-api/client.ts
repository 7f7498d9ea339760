import { ParleyError } from '../errors.ts';
import { GatewayProblem } from './problem.ts';
import type { Method } from './route/route.ts';
import type { QueryValue, Transport, TransportRequest } from './transport.ts';
import type {
  Assignment,
  BlockedPerson,
  Business,
  BusinessNumber,
  BusinessNumberPatch,
  CheckRequest,
  ConsentAsked,
  ConsentImport,
  ConsentImported,
  ConsentLedger,
  ConsentRecorded,
  ConsentText,
  Contact,
  ContactExport,
  Conversation,
  Decision,
  Erasure,
  EventPage,
  LinkTarget,
  LintReport,
  Media,
  Message,
  MessagePatch,
  NewConsentEvent,
  NewConsentQuestion,
  NewNumberLink,
  NewOptInLink,
  NewSubscription,
  NewTaskAnswer,
  NewTemplate,
  NumberCode,
  NumberLink,
  NumberRegistration,
  OptInLink,
  PageOf,
  Problem,
  SendAccepted,
  SendRequest,
  SubmittedTemplate,
  Subscription,
  SubscriptionCreated,
  Task,
  Template,
  TemplateEdit,
  ToolState,
} from './types.ts';

export type SendResult =
  | { readonly outcome: 'accepted'; readonly message: SendAccepted }
  | { readonly outcome: 'refused'; readonly decision: Decision; readonly problem: Problem };

type Query = Readonly<Record<string, QueryValue>>;
type Keyed = { readonly idempotencyKey?: string };

export type AskResult =
  | { readonly outcome: 'accepted'; readonly question: ConsentAsked }
  | { readonly outcome: 'refused'; readonly decision: Decision; readonly problem: Problem };

export type GatewayClient = ReturnType<typeof createGatewayClient>;

/**
 * The typed client of the gateway's API. A refusal is a value (`outcome: 'refused'`); every other problem is thrown
 * as `GatewayProblem`, a missing answer as `GatewayUnreachable`. It never retries.
 */
export function createGatewayClient(transport: Transport) {
  async function call<Answer>(
    method: Method,
    path: string,
    more: Omit<TransportRequest, 'method' | 'path'> = {},
  ) {
    const response = await transport({ method, path, ...more });
    if (response.status >= 200 && response.status < 300) return response.body as Answer;
    throw new GatewayProblem(`${method} ${path}`, problemOf(response.status, response.body));
  }
  const get = <Answer>(path: string, query?: Query, timeoutMs?: number) =>
    call<Answer>('GET', path, { ...(query ? { query } : {}), ...(timeoutMs ? { timeoutMs } : {}) });
  const post = <Answer>(path: string, body?: unknown, keyed: Keyed = {}) =>
    call<Answer>('POST', path, { ...(body === undefined ? {} : { body }), headers: idempotency(keyed) });
  const conversation = (id: string, step = '') => `/v1/conversations/${encodeURIComponent(id)}${step}`;
  const message = (id: string, step = '') => `/v1/messages/${encodeURIComponent(id)}${step}`;
  const number = (id: string, step = '') => `/v1/numbers/${encodeURIComponent(id)}${step}`;
  const template = (name: string, language?: string) =>
    `/v1/templates/${[name, ...(language === undefined ? [] : [language])].map(encodeURIComponent).join('/')}`;
  const state = (tool: string, key: string) =>
    `/v1/tools/${encodeURIComponent(tool)}/state/${encodeURIComponent(key)}`;

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

    listConversations: (filter: Query = {}) => get<PageOf<Conversation>>('/v1/conversations', filter),
    getConversation: (id: string) => get<Conversation>(conversation(id)),
    listConversationMessages: (id: string, page: { cursor?: string; limit?: number } = {}) =>
      get<PageOf<Message>>(conversation(id, '/messages'), page),
    /** What is known of a file; with `waitSeconds` one that is still being fetched is waited for. */
    getMedia: (id: string, { waitSeconds }: { waitSeconds?: number } = {}) =>
      get<Media>(`/v1/media/${encodeURIComponent(id)}`, { wait: waitSeconds }, longPoll(waitSeconds)),
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

    findContacts: (query: { identity?: string; search?: string; cursor?: string }) =>
      get<PageOf<Contact>>('/v1/contacts', query),
    getContact: (id: string) => get<Contact>(`/v1/contacts/${encodeURIComponent(id)}`),
    /** One page: the messages go on at `messages.cursor` while that is not null. */
    exportContact: (id: string, page: { cursor?: string; limit?: number } = {}) =>
      get<ContactExport>(`/v1/contacts/${encodeURIComponent(id)}/export`, page),
    appendConsent: (event: NewConsentEvent, keyed: Keyed = {}) =>
      post<ConsentRecorded>('/v1/consent', event, keyed),
    /** A question that is pending, or answered with Yes, is thrown as a problem of 409. */
    async askConsent(question: NewConsentQuestion, keyed: Keyed = {}): Promise<AskResult> {
      const asked = await orRefused(post<ConsentAsked>('/v1/consent/ask', question, keyed));
      return 'answer' in asked ? { outcome: 'accepted', question: asked.answer } : asked;
    },
    importConsent: (list: ConsentImport) => post<ConsentImported>('/v1/consent/import', list),
    putConsentText: (version: string, language: string, text: string) =>
      call<ConsentText>(
        'PUT',
        `/v1/consent/texts/${encodeURIComponent(version)}/${encodeURIComponent(language)}`,
        { body: { text } },
      ),
    createOptInLink: (link: NewOptInLink) => post<OptInLink>('/v1/opt-in-links', link),
    getConsent: (contactId: string, query: { at?: string } = {}) =>
      get<ConsentLedger>(`/v1/contacts/${encodeURIComponent(contactId)}/consent`, query),
    listTasks: (query: Query = {}) => get<PageOf<Task>>('/v1/tasks', query),
    getTask: (id: string) => get<Task>(`/v1/tasks/${encodeURIComponent(id)}`),
    /** A task that somebody has answered otherwise is thrown as a problem of 409. */
    answerTask: (id: string, answer: NewTaskAnswer) =>
      post<Task>(`/v1/tasks/${encodeURIComponent(id)}/answer`, answer),
    reportErasure: (id: string, tool: string, report?: string) =>
      post<Erasure>(
        `/v1/erasures/${encodeURIComponent(id)}/done/${encodeURIComponent(tool)}`,
        report === undefined ? {} : { report },
      ),

    listTemplates: (
      query: { allowedFor?: string; from?: string; search?: string; cursor?: string; limit?: number } = {},
    ) => get<PageOf<Template>>('/v1/templates', query),
    getTemplate: (name: string, language: string) => get<Template>(template(name, language)),
    createTemplate: (draft: NewTemplate) => post<SubmittedTemplate>('/v1/templates', draft),
    editTemplate: (name: string, language: string, edit: TemplateEdit) =>
      call<SubmittedTemplate>('PUT', template(name, language), { body: edit }),
    /** All languages, or one. */
    deleteTemplate: (name: string, language?: string) => call<undefined>('DELETE', template(name, language)),
    lintTemplate: (draft: NewTemplate) => post<LintReport>('/v1/templates/lint', draft),

    listEvents: (query: {
      after?: string;
      types?: readonly string[];
      waitSeconds?: number;
      limit?: number;
    }) =>
      get<EventPage>(
        '/v1/events',
        { after: query.after, types: query.types?.join(','), wait: query.waitSeconds, limit: query.limit },
        longPoll(query.waitSeconds),
      ),

    getToolState: (tool: string, key: string) => orUndefined(get<ToolState>(state(tool, key))),
    async putToolState(
      tool: string,
      key: string,
      write: { value: unknown; ifVersion?: number; contactId?: string },
    ): Promise<{ key: string; version: number } | 'conflict'> {
      try {
        return await call<{ key: string; version: number }>('PUT', state(tool, key), { body: write });
      } catch (error) {
        if (error instanceof GatewayProblem && error.problem.code === 'VERSION_CONFLICT') return 'conflict';
        throw error;
      }
    },
    deleteToolState: (tool: string, key: string) => call<undefined>('DELETE', state(tool, key)),
    listToolState: (tool: string, query: { prefix?: string; cursor?: string; limit?: number } = {}) =>
      get<PageOf<ToolState>>(`/v1/tools/${encodeURIComponent(tool)}/state`, query),

    createSubscription: (subscription: NewSubscription) =>
      post<SubscriptionCreated>('/v1/subscriptions', subscription),
    getSubscription: (id: string) => get<Subscription>(`/v1/subscriptions/${encodeURIComponent(id)}`),
    deleteSubscription: (id: string) =>
      call<undefined>('DELETE', `/v1/subscriptions/${encodeURIComponent(id)}`),

    getBusiness: () => get<Business>('/v1/business'),
    listNumbers: () => get<PageOf<BusinessNumber>>('/v1/numbers'),
    getNumber: (id: string) => get<BusinessNumber>(number(id)),
    changeNumber: (id: string, patch: BusinessNumberPatch) =>
      call<BusinessNumber>('PATCH', number(id), { body: patch }),
    createNumberLink: (id: string, link: NewNumberLink) => post<NumberLink>(number(id, '/links'), link),
    listBlocked: (id: string, page: { cursor?: string; limit?: number } = {}) =>
      get<PageOf<BlockedPerson>>(number(id, '/blocked'), page),
    blockContact: (id: string, contactId: string) =>
      call<undefined>('PUT', number(id, `/blocked/${encodeURIComponent(contactId)}`)),
    unblockContact: (id: string, contactId: string) =>
      call<undefined>('DELETE', number(id, `/blocked/${encodeURIComponent(contactId)}`)),
    requestNumberCode: (id: string, code: NumberCode) => post<BusinessNumber>(number(id, '/code'), code),
    verifyNumber: (id: string, code: string) => post<BusinessNumber>(number(id, '/verify'), { code }),
    registerNumber: (id: string, registration: NumberRegistration) =>
      post<BusinessNumber>(number(id, '/register'), registration),
  };
}

function idempotency(keyed: Keyed): Record<string, string> {
  return keyed.idempotencyKey === undefined ? {} : { 'idempotency-key': keyed.idempotencyKey };
}

// A long poll may use its whole wait and still needs time to answer.
function longPoll(waitSeconds: number | undefined): number | undefined {
  return waitSeconds ? waitSeconds * 1000 + 10_000 : undefined;
}

async function orRefused<Answer>(
  answer: Promise<Answer>,
): Promise<{ readonly answer: Answer } | Extract<SendResult, { outcome: 'refused' }>> {
  try {
    return { answer: await answer };
  } catch (error) {
    if (!(error instanceof GatewayProblem) || !error.problem.decision) throw error;
    return { outcome: 'refused', decision: error.problem.decision, problem: error.problem };
  }
}

async function orUndefined<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayProblem && error.problem.status === 404) return undefined;
    throw error;
  }
}

function problemOf(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) return body as Problem;
  throw new ParleyError(
    'GATEWAY_ANSWER_INVALID',
    `The answer with status ${status} is not the gateway's: check the address, and proxies between.`,
  );
}
