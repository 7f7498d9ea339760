import type { Decision, Problem, SendAccepted, SendRequest, Subscription } from '@parley/core/gateway-api';
import { decisions, numbers, templates } from './answers.ts';

export type Call = {
  operation: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
};

export type HandlerAnswer = { status: number; body?: unknown };

type StoredSubscription = Subscription & { secret: string };

/** How many templates a page has: few, so that a list of five needs a second page. */
const PAGE_SIZE = 3;

/** The little state behind the fake gateway: what was taken, by key, and who listens. */
export function makeState() {
  return {
    /** Decides on each message; a test replaces it. */
    decide: (_request: SendRequest): Decision => decisions.reply,
    taken: [] as { id: string; key: string | undefined; request: SendRequest }[],
    answersByKey: new Map<string, { request: string; answer: SendAccepted }>(),
    subscriptions: new Map<string, StoredSubscription>(),
  };
}

export type State = ReturnType<typeof makeState>;

/** Answers the calls of the API that adapters make; an unknown operation is a fault of the test. */
export function handle(state: State, call: Call): HandlerAnswer {
  const { params, query } = call;
  switch (call.operation) {
    case 'sendMessage':
      return send(state, call);
    case 'checkMessage':
      return { status: 200, body: { decision: state.decide(call.body as SendRequest) } };
    case 'listNumbers':
      return { status: 200, body: { items: numbers, cursor: null } };
    case 'listTemplates': {
      const search = String(query.search ?? '');
      const found = templates.filter(({ name }) => name.includes(search));
      const start = Number(query.cursor ?? 0);
      const end = start + PAGE_SIZE;
      return {
        status: 200,
        body: { items: found.slice(start, end), cursor: end < found.length ? String(end) : null },
      };
    }
    case 'getTemplate': {
      const found = templates.find(
        ({ name, language }) => name === params.name && language === params.language,
      );
      return found ? { status: 200, body: found } : problem(404, 'NOT_FOUND', 'There is no such template.');
    }
    case 'createSubscription':
      return subscribe(state, call.body as { url: string });
    case 'getSubscription': {
      const found = state.subscriptions.get(params.id ?? '');
      if (!found) return problem(404, 'NOT_FOUND', 'There is no such subscription.');
      const { secret: _, ...subscription } = found;
      return { status: 200, body: subscription };
    }
    case 'deleteSubscription':
      return state.subscriptions.delete(params.id ?? '')
        ? { status: 204 }
        : problem(404, 'NOT_FOUND', 'There is no such subscription.');
    default:
      throw new Error(`The fake gateway does not know how to answer ${call.operation}.`);
  }
}

export function problem(
  status: number,
  code: string,
  detail: string,
  more: Partial<Problem> = {},
): HandlerAnswer {
  return { status, body: { type: 'about:blank', title: code, code, status, detail, ...more } };
}

function send(state: State, { body, headers }: Call): HandlerAnswer {
  const request = body as SendRequest;
  const key = headers['idempotency-key'];
  const text = JSON.stringify(request);
  const known = typeof key === 'string' ? state.answersByKey.get(key) : undefined;
  if (known && known.request !== text) {
    return problem(409, 'IDEMPOTENCY_CONFLICT', 'This Idempotency-Key came with another message before.');
  }
  if (known) return { status: 202, body: known.answer };
  const decision = state.decide(request);
  const { verdict, code, reason } = decision;
  if (verdict === 'needs_template' || verdict === 'blocked') {
    const remedy = decision.remedy === null ? {} : { remedy: decision.remedy };
    return problem(422, code, reason, { reason, decision, ...remedy });
  }
  const id = `msg_${state.taken.length + 1}`;
  const held = { status: 'held', notBefore: '2026-11-29T08:00:00Z' } as const;
  const answer: SendAccepted = {
    id,
    ...(verdict === 'deferred' ? held : { status: 'queued' }),
    contactId: 'con_1',
    conversationId: 'cnv_1',
    decision,
  };
  state.taken.push({ id, key: typeof key === 'string' ? key : undefined, request });
  if (typeof key === 'string') state.answersByKey.set(key, { request: text, answer });
  return { status: 202, body: answer };
}

function subscribe(state: State, body: { url: string; types?: string[]; numbers?: string[] }): HandlerAnswer {
  const id = `sub_${state.subscriptions.size + 1}`;
  const subscription = {
    id,
    url: body.url,
    types: body.types ?? [],
    numbers: body.numbers ?? [],
    filter: {},
    state: 'active',
    createdAt: '2026-11-22T09:00:00Z',
    lastDeliveredAt: null,
    lastProblem: null,
    waiting: 0,
    secret: `whsec_${Buffer.from(`secret of ${id}, long enough`).toString('base64')}`,
  } as StoredSubscription;
  state.subscriptions.set(id, subscription);
  return { status: 201, body: subscription };
}
