import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A customer's file as Meta has it. */
export type FileAtMeta = {
  readonly bytes: Buffer;
  readonly mimeType: string;
  /** How often the address is over before it works: each look-up gives a new one. */
  addressesOver?: number;
  /** What is said of it, where that differs from what is true. */
  readonly said?: Readonly<Record<string, unknown>>;
  /** How the bytes come, instead of as they are. */
  readonly serve?: (response: ServerResponse) => void;
};

/** A file that was uploaded. */
export type UploadedFile = {
  readonly id: string;
  readonly numberId: string;
  readonly type: string;
  readonly filename: string;
  readonly bytes: Buffer;
};

export type GraphMedia = {
  readonly files: Map<string, FileAtMeta>;
  readonly uploaded: readonly UploadedFile[];
  /** Looks-up, downloads and uploads, in order. */
  readonly asked: readonly string[];
  /** What the next uploads meet: `refuse` is an error of Meta's, `drop` an end without an answer. */
  readonly next: ({ readonly refuse: number; readonly status?: number } | 'drop')[];
  /** Holds uploads up until it resolves. */
  gate: Promise<void>;
  /** Answers when the path is one of files; false otherwise. */
  answer(request: IncomingMessage, response: ServerResponse, origin: string): Promise<boolean>;
};

/** The part of the Graph API that is about files: look-up, download and upload. */
export function graphMedia(): GraphMedia {
  const asked: string[] = [];
  const uploaded: UploadedFile[] = [];
  const media: GraphMedia = {
    files: new Map(),
    uploaded,
    asked,
    next: [],
    gate: Promise.resolve(),
    async answer(request, response, origin) {
      const path = new URL(request.url ?? '', origin).pathname;
      const numberId = /^\/v25\.0\/(\d+)\/media$/.exec(path)?.[1];
      if (request.method === 'POST' && numberId !== undefined) {
        await upload(request, response, numberId);
        return true;
      }
      const [, kind, id = ''] = /^\/(v25\.0|files)\/([\w-]+)$/.exec(path) ?? [];
      const file = media.files.get(id);
      if (request.method !== 'GET' || (kind === 'v25.0' && !file && !id.startsWith('77'))) return false;
      if (kind === undefined) return false;
      asked.push(`${kind === 'files' ? 'download' : 'look up'} ${id}`);
      if (!file) fail(response, 400, 100, 'Object does not exist');
      else if (kind === 'files') serve(file, response);
      else lookUp(id, file, response, origin);
      return true;
    },
  };

  async function upload(request: IncomingMessage, response: ServerResponse, numberId: string): Promise<void> {
    const bytes = await buffer(request);
    asked.push('upload');
    await media.gate;
    const behaviour = media.next.shift();
    if (behaviour === 'drop') return void request.socket.destroy();
    if (behaviour) return fail(response, behaviour.status ?? 400, behaviour.refuse, 'Refused');
    if (request.headers['content-length'] !== String(bytes.length))
      return fail(response, 400, 100, 'Content-Length');
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(bytes), { headers }).formData();
    const file = form.get('file');
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File))
      return fail(response, 400, 100, 'Invalid parameter');
    const id = `88${String(uploaded.length).padStart(13, '0')}`;
    uploaded.push({
      id,
      numberId,
      type: String(form.get('type')),
      filename: file.name,
      bytes: Buffer.from(await file.arrayBuffer()),
    });
    json(response, 200, { id });
  }
  return media;
}

function lookUp(id: string, file: FileAtMeta, response: ServerResponse, origin: string): void {
  json(response, 200, {
    messaging_product: 'whatsapp',
    id,
    url: `${origin}/files/${id}`,
    mime_type: file.mimeType,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    file_size: String(file.bytes.length),
    ...file.said,
  });
}

function serve(file: FileAtMeta, response: ServerResponse): void {
  if ((file.addressesOver ?? 0) > 0) {
    file.addressesOver = (file.addressesOver ?? 0) - 1;
    response.writeHead(404).end('URL signature expired');
  } else if (file.serve) file.serve(response);
  else response.writeHead(200, { 'content-type': file.mimeType }).end(file.bytes);
}

function fail(response: ServerResponse, status: number, code: number, message: string): void {
  json(response, status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'Astandin' } });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
