import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type WebhookRequest = IncomingMessage & {
  body: unknown;
  rawBody: Buffer;
  params: object;
  query: object;
};
export type WebhookResponse = ServerResponse & {
  status(code: number): WebhookResponse;
  send(text: string): WebhookResponse;
};
/** Answers with true when the node has answered the caller itself. */
export type WebhookHandler = (request: WebhookRequest, response: WebhookResponse) => Promise<boolean>;

/** The part of n8n's web server that webhooks pass: raw body kept, JSON parsed, 404 for an unknown path. */
export async function startWebhookServer(port = 0) {
  const handlers = new Map<string, WebhookHandler>();
  const server = createServer((request, response) => {
    void answer(request as WebhookRequest, response as WebhookResponse);
  });
  async function answer(request: WebhookRequest, response: WebhookResponse): Promise<void> {
    response.status = (code) => Object.assign(response, { statusCode: code });
    response.send = (text) => response.end(text);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://n8n');
    request.rawBody = Buffer.concat(chunks);
    request.params = {};
    request.query = Object.fromEntries(searchParams);
    const handler = handlers.get(`${request.method} ${pathname}`);
    if (!handler) return void response.writeHead(404).end('The requested webhook is not registered.');
    try {
      request.body = JSON.parse(request.rawBody.toString('utf8'));
    } catch {
      request.body = {};
    }
    try {
      if (!(await handler(request, response))) response.writeHead(200).end('"firstEntryJson"');
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handlers,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
