import { createHmac } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from '@emulators/core';
import { blockFaults, viewFaults } from './slack-block-limits.ts';
import { type Headers, loadSlackPlugin, type PatchedDispatcher, type Row } from './slack-plugin.ts';
import { slackStaff } from './slack-staff.ts';

type Json = Record<string, unknown>;
/** A call of the bridge's (or of a test's) to the Web API, as it came in. */
export type SlackCall = { method: string; token: string; body: Json; at: number };

/** What one of the next calls of a method meets instead of a plain answer. */
export type SlackFault = {
  method: string;
  fault: 'rateLimited' | 'error' | 'http500' | 'http500AfterDoing' | 'hangAfterDoing';
  error?: string;
  retryAfterSeconds?: number;
  channel?: string;
  times?: number;
};

type PlannedFault = SlackFault & { times: number };

const SIGNING_SECRET = 'emulated-slack-signing-secret';
const BOT_TOKEN = 'xoxb-parley-bridge';
const USER_TOKEN = 'xoxp-anna';
/** A running Slack workspace on loopback, with staff to speak, press and submit. */
export type SlackEmulator = Awaited<ReturnType<typeof startSlackEmulator>>;

/**
 * Starts a Slack workspace on a port of its own: team, a member "anna", the bridge's bot and one channel.
 * Blocks and views that break Slack's limits are refused as Slack does, and listed in `faults`.
 */
export async function startSlackEmulator(
  options: { target?: string; seed?: Json; retryDelaysMs?: readonly number[] } = {},
) {
  const slack = await loadSlackPlugin();
  const calls: SlackCall[] = [];
  const faults: string[] = [];
  const pending: PlannedFault[] = [];
  const people = new Map<string, Json>();
  const channelMore: Json = {};
  let target = options.target;

  const server = createHttpServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const { app, store: raw, webhooks } = createServer(slack.slackPlugin, { port, baseUrl, tokens: {} });
  if (options.retryDelaysMs) (webhooks as PatchedDispatcher).retryDelaysMs = options.retryDelaysMs;
  slack.slackPlugin.seed(raw, baseUrl);
  slack.seedFromConfig(raw, baseUrl, {
    signing_secret: SIGNING_SECRET,
    users: [
      { name: 'anna', real_name: 'Anna Weber', email: 'anna@example.com' },
      { name: 'ben', real_name: 'Ben Kraus', email: 'ben@example.com' },
      { name: 'parley', real_name: 'Parley', email: 'parley@example.com' },
    ],
    channels: [{ name: 'whatsapp', is_private: true }],
    tokens: [
      { token: BOT_TOKEN, type: 'bot', user: 'parley', app_id: 'A000000001', bot_id: 'B000000001' },
      { token: USER_TOKEN, type: 'user', user: 'anna' },
      { token: 'xoxp-ben', type: 'user', user: 'ben' },
    ],
    ...options.seed,
  });
  const store = slack.getSlackStore(raw);
  const userId = (name: string) => String(store.users.findOneBy('name', name)?.user_id);
  const bot = store.users.findOneBy('name', 'parley');
  if (bot) store.users.update(bot.id, { is_bot: true });
  const channelId = String(store.channels.findOneBy('name', 'whatsapp')?.channel_id);
  const teamId = 'T000000001';

  let subscription: number | undefined;
  function setTarget(url: string): void {
    target = url;
    if (subscription !== undefined) webhooks.unregister(subscription);
    subscription = webhooks.register({ url, events: ['*'], active: true, owner: 'slack' }).id;
  }
  if (target !== undefined) setTarget(target);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    let payload = Buffer.concat(chunks);
    const method = /^\/api\/([\w.]+)/.exec(request.url ?? '')?.[1];
    let fault: SlackFault | undefined;
    if (method !== undefined) {
      const body = readBody(payload, request.headers['content-type']);
      calls.push({ method, token: (request.headers.authorization ?? '').slice(7), body, at: Date.now() });
      fault = takeFault(method, body);
      const broken = limitFaults(body);
      if (broken.length > 0) {
        faults.push(...broken.map((text) => `${method}: ${text}`));
        return answer(response, 200, {
          ok: false,
          error: 'invalid_blocks',
          response_metadata: { messages: broken },
        });
      }
      payload = atRootWhenTheThreadIsGone(method, body, payload);
    }
    if (fault?.fault === 'rateLimited')
      return answer(
        response,
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(fault.retryAfterSeconds ?? 1) },
      );
    if (fault?.fault === 'error')
      return answer(response, 200, { ok: false, error: fault.error ?? 'fatal_error' });
    if (fault?.fault === 'http500') return answer(response, 500, { ok: false, error: 'internal_error' });
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'content-length' ? [[name, value] as [string, string]] : [],
    );
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const result = await app.fetch(
      new Request(baseUrl + request.url, {
        method: request.method ?? 'GET',
        headers,
        ...(isRead ? {} : { body: payload }),
      }),
    );
    const bytes = withMore(Buffer.from(await result.arrayBuffer()), method);
    if (fault?.fault === 'hangAfterDoing') return;
    if (fault?.fault === 'http500AfterDoing')
      return answer(response, 500, { ok: false, error: 'internal_error' });
    response.writeHead(result.status, Object.fromEntries(result.headers)).end(bytes);
  }

  // The emulator knows neither guests nor people of connected workspaces, nor channels shared with them.
  function withMore(bytes: Buffer, method: string | undefined): string | Buffer {
    if (method !== 'users.info' && method !== 'conversations.info') return bytes;
    const whole = JSON.parse(bytes.toString()) as { user?: Json; channel?: Json };
    Object.assign(whole.user ?? {}, people.get(String(whole.user?.name)));
    Object.assign(whole.channel ?? {}, channelMore);
    return JSON.stringify(whole);
  }

  function takeFault(method: string, body: Json): SlackFault | undefined {
    const found = pending.find(
      (fault) =>
        fault.method === method &&
        fault.times > 0 &&
        (fault.channel === undefined || fault.channel === body.channel),
    );
    if (found) found.times -= 1;
    return found;
  }

  function limitFaults(body: Json): string[] {
    const view = parsed(body.view);
    const blocks = parsed(body.blocks);
    return [
      ...(Array.isArray(blocks) ? blockFaults(blocks) : []),
      ...(view !== undefined && !Array.isArray(view) ? viewFaults(view) : []),
    ];
  }

  // Real Slack posts a reply to a deleted thread at the root of the channel, without an error.
  function atRootWhenTheThreadIsGone(
    method: string,
    body: Json,
    payload: Buffer<ArrayBuffer>,
  ): Buffer<ArrayBuffer> {
    if (method !== 'chat.postMessage' || body.thread_ts === undefined) return payload;
    if (store.messages.all().some((message) => message.ts === body.thread_ts)) return payload;
    const params = new URLSearchParams(payload.toString());
    params.delete('thread_ts');
    return Buffer.from(params.toString());
  }

  async function api(method: string, body: Json, token = USER_TOKEN): Promise<Json> {
    const form = new URLSearchParams(
      Object.entries(body).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, typeof value === 'string' ? value : JSON.stringify(value)]],
      ),
    );
    const answered = await fetch(`${baseUrl}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const result = (await answered.json()) as Json;
    if (result.ok !== true) throw new Error(`${method}: ${String(result.error)}`);
    return result;
  }

  /** Sends a body to the bridge, signed as Slack signs; `at` and `contentType` bend it for tests. */
  async function deliver(
    body: string,
    bent: { at?: Date; contentType?: string; secret?: string; headers?: Headers } = {},
  ): Promise<{ status: number; body: string }> {
    const timestamp = String(Math.floor((bent.at ?? new Date()).getTime() / 1000));
    const signature = createHmac('sha256', bent.secret ?? SIGNING_SECRET)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    const answered = await fetch(target ?? '', {
      method: 'POST',
      headers: {
        'content-type': bent.contentType ?? 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...bent.headers,
      },
      body,
    });
    return { status: answered.status, body: await answered.text() };
  }

  async function trigger(user: string): Promise<unknown> {
    return (await api('views.generateTriggerId', { user_id: user }, BOT_TOKEN)).trigger_id;
  }

  function message(ts: string): Row {
    const found = store.messages.findOneBy('ts', ts);
    if (!found) throw new Error(`There is no message ${ts}.`);
    return found;
  }

  return {
    baseUrl,
    apiUrl: `${baseUrl}/api/`,
    store,
    calls,
    faults,
    teamId,
    channelId,
    botToken: BOT_TOKEN,
    userToken: USER_TOKEN,
    signingSecret: SIGNING_SECRET,
    userId,
    setTarget,
    deliver,
    api,
    /** Makes the next calls of a method go wrong. */
    fail(fault: SlackFault): void {
      pending.push({ ...fault, times: fault.times ?? 1 });
    },
    /** What conversations.info says about the channel beside the usual, such as `is_ext_shared`. */
    describeChannel(more: Json): void {
      Object.assign(channelMore, more);
    },
    /** The events that were repeated in vain. */
    givenUp: () => (webhooks as PatchedDispatcher).givenUp ?? [],
    clearFaults(): void {
      pending.length = 0;
    },
    /** What users.info says about a member beside the usual, such as `is_restricted`. */
    describePerson(name: string, more: Json): void {
      people.set(name, more);
    },
    /** What stands in the channel, oldest first; `thread` alone when given. */
    messages(thread?: string): Row[] {
      return store.messages
        .all()
        .filter((row) => row.channel_id === channelId && (thread === undefined || row.thread_ts === thread))
        .sort((a, b) => String(a.ts).localeCompare(String(b.ts)));
    },
    roots(): Row[] {
      return store.messages
        .all()
        .filter((row) => row.channel_id === channelId && row.thread_ts === undefined);
    },
    message,
    ephemerals(): Row[] {
      return store.ephemeralMessages.all();
    },
    reactions(ts: string): string[] {
      return (message(ts).reactions as { name: string }[]).map((reaction) => reaction.name);
    },
    ...slackStaff({ store, channelId, teamId, baseUrl, deliver, trigger, api }),
    async close(): Promise<void> {
      (webhooks as PatchedDispatcher).stopped = true;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readBody(payload: Buffer, contentType: string | undefined): Json {
  const text = payload.toString();
  if (contentType?.includes('json')) return JSON.parse(text) as Json;
  return Object.fromEntries(new URLSearchParams(text));
}

function parsed(value: unknown): Json | unknown[] | undefined {
  if (value === undefined) return undefined;
  return (typeof value === 'string' ? JSON.parse(value) : value) as Json | unknown[];
}

function answer(response: ServerResponse, status: number, body: Json, headers: Headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
