import { GatewayUnreachable, type Transport } from '@parley/core/gateway-api';
import type { IDataObject, IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

/** Wherever n8n lets a node call out: while it runs, is registered, or is filled in. */
export type NodeContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions;

export const CREDENTIAL = 'parleyApi';

/** The gateway answers after one commit and waits for nobody; longer means that it is not well. */
const TIMEOUT_MS = 20_000;

/** Carries the gateway's API over n8n's own HTTP client: its proxy settings and the Parley credential apply. */
export function gatewayTransport(context: NodeContext, language?: string): Transport {
  return async ({ method, path, query, body, headers, timeoutMs }) => {
    const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
    const base = url.trim().replace(/\/+$/, '');
    const answer = await context.helpers.httpRequestWithAuthentication
      .call(context, CREDENTIAL, {
        method,
        url: base + path,
        qs: withoutUndefined(query ?? {}),
        body: body as IDataObject,
        json: true,
        headers: { ...(language ? { 'Accept-Language': language } : {}), ...headers },
        timeout: timeoutMs ?? TIMEOUT_MS,
        // The client reads the status itself; what is left to throw is that no answer came.
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
      })
      .catch((cause: unknown) => {
        throw new GatewayUnreachable(`${method} ${base}${path}`, cause);
      });
    return { status: answer.statusCode, body: answer.body };
  };
}

/** A file of 100 MB, the largest there is, over a line of 10 Mbit/s. */
const FILE_TIMEOUT_MS = 90_000;

/** The bytes behind a path of the gateway's API; with another status than 200 the problem, as bytes too. */
export async function fetchFile(
  context: IExecuteFunctions,
  path: string,
): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
  const base = url.trim().replace(/\/+$/, '');
  const answer = await context.helpers.httpRequestWithAuthentication
    .call(context, CREDENTIAL, {
      method: 'GET',
      url: base + path,
      encoding: 'arraybuffer',
      timeout: FILE_TIMEOUT_MS,
      returnFullResponse: true,
      ignoreHttpStatusErrors: true,
    })
    .catch((cause: unknown) => {
      throw new GatewayUnreachable(`GET ${base}${path}`, cause);
    });
  return { status: answer.statusCode, bytes: Buffer.from(answer.body) };
}

function withoutUndefined(query: Record<string, unknown>): IDataObject {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as IDataObject;
}
