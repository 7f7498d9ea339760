import {
  fetchTransport,
  type Key,
  type KeyCreated,
  type PageOf,
  type Transport,
} from '@parley/core/gateway-api';
import type { Adapter } from './programs.ts';

/** The keys of the adapters of this start. */
export type AdapterKeys = {
  /** Makes the adapter's key; what an earlier start left behind (it was killed) is revoked first. */
  make(adapter: Adapter): Promise<string>;
  /** Revokes everything that was made. */
  revokeAll(): Promise<void>;
};

/** Manages the adapters' keys through the gateway's API, with the key of this start. */
export function adapterKeys(url: string, startKey: string): AdapterKeys {
  const transport = fetchTransport({ url, apiKey: startKey, fetch, timeoutMs: 5000 });
  const made: string[] = [];
  return {
    async make(adapter) {
      const name = `${adapter.name} (npm start)`;
      const { items } = await ask<PageOf<Key>>(transport, 'GET', '/v1/keys');
      for (const key of items) if (key.name === name) await revoke(transport, key.id);
      const body = { name, scopes: adapter.scopes, tool: adapter.name };
      const key = await ask<KeyCreated>(transport, 'POST', '/v1/keys', body);
      made.push(key.id);
      return key.key;
    },
    async revokeAll() {
      for (const id of made.splice(0)) await revoke(transport, id);
    },
  };
}

async function revoke(transport: Transport, id: string): Promise<void> {
  await ask(transport, 'DELETE', `/v1/keys/${encodeURIComponent(id)}`);
}

async function ask<Answer>(
  transport: Transport,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await transport({ method, path, ...(body === undefined ? {} : { body }) });
  if (answer.status < 300) return answer.body as Answer;
  throw new Error(`The gateway answered ${method} /v1/keys with ${answer.status}.`);
}
