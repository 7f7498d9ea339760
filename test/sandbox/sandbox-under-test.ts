import { type SandboxOptions, startSandbox } from '@parley/sandbox';
import { type Receiver, startReceiver } from './webhook-receiver.ts';

type Json = Record<string, unknown>;

export type Answer = { status: number; body: Json & { error?: GraphErrorBody } };

export type GraphErrorBody = {
  message: string;
  type: string;
  code: number;
  error_subcode?: number;
  error_data?: { messaging_product: string; details: string };
  fbtrace_id: string;
  fields?: { path: string; message: string }[];
};

export type ShownMessage = {
  wamid: string;
  from: 'business' | 'customer';
  type: string;
  text: string | null;
  payload: string | null;
  status: string;
  at: string;
} & Json;

export const PHONE = '4915112345678';
export const NUMBER_ID = '106540352242922';
export const ACCOUNT_ID = '102290129340398';

/** The calls of a test on one sandbox address. */
export function callsTo(url: string) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };
  const token = { authorization: 'Bearer sandbox-access-token' };
  const graph = (method: string, path: string, body?: unknown) => call(method, `/v25.0/${path}`, body, token);
  return {
    call,
    graph,
    /** Sends a message; the envelope is filled in. */
    send: (message: Json) =>
      graph('POST', `${NUMBER_ID}/messages`, { messaging_product: 'whatsapp', to: PHONE, ...message }),
    customer: (action: string, body: unknown, phone = PHONE) =>
      call('POST', `/sandbox/customers/${phone}/${action}`, body),
    phone: async (phone = PHONE) =>
      (await call('GET', `/sandbox/customers/${phone}/messages`)).body.messages as ShownMessage[],
  };
}

/** The wamid of an accepted send. */
export const wamidOf = (answer: Answer): string => {
  const [message] = (answer.body.messages ?? []) as { id: string }[];
  if (!message) throw new Error(`Not accepted: ${JSON.stringify(answer.body)}`);
  return message.id;
};

/** A sandbox in memory with a receiver for its webhooks. */
export async function aSandbox(options: Partial<SandboxOptions> = {}) {
  const receiver: Receiver = await startReceiver();
  const sandbox = await startSandbox({ webhookUrl: receiver.url, ...options });
  return {
    ...callsTo(sandbox.url),
    url: sandbox.url,
    receiver,
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
}

export type SandboxUnderTest = Awaited<ReturnType<typeof aSandbox>>;
