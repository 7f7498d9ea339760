import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** A call as it came over the wire. */
export type Dialog360Call = { readonly method: string; readonly path: string; readonly body: string };

export type Dialog360StandIn = {
  readonly url: string;
  /** Calls that were in order, and answered. */
  readonly calls: readonly Dialog360Call[];
  /** Calls that 360dialog would not know: a version or number in the path, another header. */
  readonly faults: readonly string[];
  /** Customers' files by their id. */
  readonly files: Map<string, Uint8Array>;
  templates: readonly Json[];
  close(): Promise<void>;
};

/**
 * Plays 360dialog's Cloud API over a socket, as strict as its documentation: its own key in its own header, and
 * neither version nor number in its paths. Files are named by Meta's host and served on its own.
 */
export async function startDialog360StandIn(key: string): Promise<Dialog360StandIn> {
  const calls: Dialog360Call[] = [];
  const faults: string[] = [];
  const files = new Map<string, Uint8Array>();
  let sends = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const standIn: Dialog360StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    files,
    templates: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://stand-in');
    const method = request.method ?? '';
    if (request.headers['d360-api-key'] !== key || request.headers.authorization !== undefined) {
      faults.push(`${method} ${path} without its key, or with another's`);
      return json(response, 401, { meta: { http_code: 401, developer_message: 'Invalid api key' } });
    }
    const call = { method, path, body: Buffer.concat(chunks).toString('latin1') };
    const known = `${method} ${path}`;
    calls.push(call);
    if (known === 'POST /messages') return accept(response, JSON.parse(call.body) as Json);
    if (known === 'POST /media') return json(response, 200, { id: '900000000000001' });
    if (known === 'GET /v1/configs/templates') return list(response, searchParams);
    const asked = method === 'GET' ? /^\/(\d{5,20})$/.exec(path)?.[1] : undefined;
    if (asked !== undefined && files.has(asked)) return tellFile(response, asked);
    const file =
      path === '/whatsapp_business/attachments/' ? files.get(searchParams.get('mid') ?? '') : undefined;
    if (file) return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(file);
    calls.pop();
    faults.push(known);
    return json(response, 404, { meta: { http_code: 404, developer_message: 'Not found' } });
  }

  function accept(response: ServerResponse, body: Json): void {
    if (body.status === 'read') {
      json(response, 200, { success: true });
      return;
    }
    sends += 1;
    const input = String(body.to ?? body.recipient);
    json(response, 200, {
      messaging_product: 'whatsapp',
      contacts: [{ input, wa_id: input }],
      messages: [{ id: `wamid.D360${sends}` }],
    });
  }

  function list(response: ServerResponse, query: URLSearchParams): void {
    const from = Number(query.get('offset') ?? 0);
    const items = standIn.templates.slice(from, from + Number(query.get('limit') ?? 1000));
    json(response, 200, { count: items.length, total: standIn.templates.length, waba_templates: items });
  }

  function tellFile(response: ServerResponse, id: string): void {
    json(response, 200, {
      id,
      messaging_product: 'whatsapp',
      mime_type: 'image/jpeg',
      file_size: String(files.get(id)?.byteLength),
      url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}`,
    });
  }

  return standIn;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
