import { type RunningSandbox, type SandboxOptions, startSandbox } from '@parley/sandbox';
import { startTestGateway, type TestGateway, type TestGatewayOptions, testValues } from './gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read what they name of an answer.
type Json = Record<string, any>;

/** A gateway and the sandbox it talks to, webhooks included. */
export type SandboxLine = {
  readonly sandbox: RunningSandbox;
  readonly gateway: TestGateway;
  /** Calls the sandbox: its controls, or its Graph surface with the token. */
  toSandbox(method: string, path: string, body?: unknown): Promise<Json>;
  close(): Promise<void>;
};

/** Starts both; the sandbox delivers to the gateway by the account's callback override. */
export async function startSandboxLine(
  options: { readonly sandbox?: Partial<SandboxOptions>; readonly gateway?: TestGatewayOptions } = {},
): Promise<SandboxLine> {
  const sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/nobody-yet', ...options.sandbox });
  const gateway = await startTestGateway({ graphUrl: sandbox.url, ...options.gateway });
  const toSandbox = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const response = await fetch(new URL(path, sandbox.url), {
      method,
      headers: {
        authorization: `Bearer ${testValues.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Json;
  };
  const subscribed = await toSandbox('POST', `/v25.0/${testValues.accountId}/subscribed_apps`, {
    override_callback_uri: `${gateway.url}/webhooks/whatsapp`,
    verify_token: testValues.verifyToken,
  });
  if (subscribed.success !== true) throw new Error(`Not subscribed: ${JSON.stringify(subscribed)}`);
  return {
    sandbox,
    gateway,
    toSandbox,
    async close() {
      await gateway.close();
      await sandbox.close();
    },
  };
}
