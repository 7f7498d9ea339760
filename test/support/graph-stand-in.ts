import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testValues } from './gateway.ts';
import { type GraphMedia, graphMedia } from './graph-media.ts';
import { graphTemplates } from './graph-templates.ts';

/** A send as it came over the wire. */
export type Received = {
  readonly at: number;
  readonly numberId: string;
  /** What the sender calls it: biz_opaque_callback_data. */
  readonly id: string;
  readonly to: string;
  readonly body: GraphBody;
  /** The id it is accepted under; undefined when it was refused. */
  wamid: string | undefined;
};

// biome-ignore lint/suspicious/noExplicitAny: tests read what they name of a message.
type GraphBody = Record<string, any>;

/** How the stand-in treats a send. */
export type Behaviour =
  | 'accept'
  | 'http500AfterAccept'
  | 'hangAfterAccept'
  | 'resetAfterAccept'
  | 'garbageAfterAccept'
  | { readonly reject: number; readonly status?: number; readonly details?: string };

export type GraphStandIn = {
  readonly url: string;
  readonly received: readonly Received[];
  /** What the next sends meet, one after another; then they are accepted. */
  readonly next: Behaviour[];
  /** Decides instead of `next` when it gives an answer. */
  behave: (send: Received) => Behaviour | undefined | Promise<Behaviour | undefined>;
  templates: readonly GraphBody[];
  number: GraphBody;
  /** Customers' files, and those that were uploaded. */
  readonly media: GraphMedia;
  /** What Meta tells of the access token. */
  token: GraphBody;
  /** Requests that break the protocol; a test that leaves one fails. */
  readonly faults: readonly string[];
  close(): Promise<void>;
};

const limits = { to: /^\d{7,15}$/, recipient: /^[A-Z]{2}\./ };

/** Plays Meta's Graph API over a socket: strict about path, token and body, and as unfriendly as a test asks for. */
export async function startGraphStandIn(port = 0): Promise<GraphStandIn> {
  const received: Received[] = [];
  const faults: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      faults.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const standIn: GraphStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next: [],
    behave: () => undefined,
    templates: graphTemplates,
    number: {
      display_phone_number: '+49 30 123456789',
      verified_name: 'Muster GmbH',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
    },
    token: { is_valid: true, expires_at: 0, app_id: '100000000000001', scopes: [] },
    media: graphMedia(),
    faults,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', 'http://stand-in').pathname;
    const isAllowed = request.headers.authorization === `Bearer ${testValues.accessToken}`;
    if (isAllowed && (await standIn.media.answer(request, response, standIn.url))) return;
    const text = await bodyOf(request);
    const asApp = `Bearer 100000000000001|${testValues.appSecret}`;
    if (path === '/v25.0/debug_token' && request.headers.authorization === asApp)
      return reply(response, 200, { data: standIn.token });
    if (!isAllowed) return refuse(response, 401, 190, 'Invalid OAuth access token');
    if (request.method === 'GET' && path === `/v25.0/${testValues.accountId}/message_templates`)
      return reply(response, 200, { data: standIn.templates, paging: { cursors: {} } });
    const asked = /^\/v25\.0\/(\d+)$/.exec(path)?.[1];
    if (request.method === 'GET' && asked !== undefined)
      return reply(response, 200, { ...standIn.number, id: asked });
    if (request.method === 'GET' && /^\/v25\.0\/\d+\/whatsapp_business_profile$/.test(path))
      return reply(response, 200, { data: [{ about: 'Muster', messaging_product: 'whatsapp' }] });
    const numberId = /^\/v25\.0\/(\d+)\/messages$/.exec(path)?.[1];
    if (request.method !== 'POST' || numberId === undefined) {
      faults.push(`${request.method} ${path}`);
      return refuse(response, 404, 100, 'Unsupported request');
    }
    return takeSend(request, response, numberId, text);
  }

  async function takeSend(
    request: IncomingMessage,
    response: ServerResponse,
    numberId: string,
    text: string,
  ): Promise<void> {
    const body = JSON.parse(text) as GraphBody;
    const fault = faultOf(request, body);
    if (fault !== undefined) {
      faults.push(fault);
      return refuse(response, 400, 100, fault);
    }
    const send: Received = {
      at: Date.now(),
      numberId,
      id: body.biz_opaque_callback_data,
      to: body.to ?? body.recipient,
      body,
      wamid: `wamid.STANDIN${received.length}${String(body.biz_opaque_callback_data).slice(-12)}`,
    };
    received.push(send);
    const behaviour = (await standIn.behave(send)) ?? standIn.next.shift() ?? 'accept';
    if (typeof behaviour === 'object') {
      send.wamid = undefined;
      return refuse(response, behaviour.status ?? 400, behaviour.reject, 'Refused', behaviour.details);
    }
    switch (behaviour) {
      case 'accept':
        return reply(response, 200, {
          messaging_product: 'whatsapp',
          contacts: [{ input: send.to, wa_id: send.to }],
          messages: [{ id: send.wamid }],
        });
      case 'http500AfterAccept':
        return refuse(response, 500, 131000, 'Something went wrong');
      case 'garbageAfterAccept':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
        return;
      case 'resetAfterAccept':
        request.socket.resetAndDestroy();
        return;
      case 'hangAfterAccept':
        return;
    }
  }

  return standIn;
}

// What Meta refuses with 100 or 131008: nothing of this may ever leave the gateway.
function faultOf(request: IncomingMessage, body: GraphBody): string | undefined {
  if (!request.headers['content-type']?.startsWith('application/json')) return 'content-type';
  if (body.messaging_product !== 'whatsapp') return 'messaging_product';
  if (body.recipient_type !== 'individual') return 'recipient_type';
  const hasTo = typeof body.to === 'string' && limits.to.test(body.to);
  const hasRecipient = typeof body.recipient === 'string' && limits.recipient.test(body.recipient);
  if (hasTo === hasRecipient) return 'to or recipient';
  if (typeof body.type !== 'string' || typeof body[body.type] !== 'object') return 'type';
  if (!/^msg_[0-9a-f]{32}$/.test(body.biz_opaque_callback_data)) return 'biz_opaque_callback_data';
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
  details = message,
): void {
  reply(response, status, {
    error: {
      message: `(#${code}) ${message}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'Astandin',
    },
  });
}
