import { fetchTransport, GatewayProblem, type Method, type Problem } from '@parley/core/gateway-api';
import type { Language } from '../http/wording.ts';
import { type AskMore, type CliWorld, UsageError } from './command.ts';

/** The gateway's port where nothing else is said. */
const DEFAULT_PORT = 8080;

/** Where the gateway is: `PARLEY_URL`, else this machine. */
export function gatewayUrl(env: NodeJS.ProcessEnv): string {
  const url = env.PARLEY_URL?.trim() || `http://127.0.0.1:${env.PARLEY_PORT?.trim() || DEFAULT_PORT}`;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw new UsageError({
    en: `PARLEY_URL must be an address such as http://127.0.0.1:${DEFAULT_PORT}.`,
    de: `PARLEY_URL muss eine Adresse sein, etwa http://127.0.0.1:${DEFAULT_PORT}.`,
  });
}

/** Asks the gateway with the key of the environment; throws `GatewayProblem` for every answer that is none. */
export async function askGateway<Answer>(
  { env, fetch }: Pick<CliWorld, 'env' | 'fetch'>,
  language: Language,
  method: Method,
  path: string,
  more: AskMore = {},
): Promise<Answer> {
  const apiKey = env.PARLEY_API_KEY?.trim();
  if (!apiKey)
    throw new UsageError({
      en: 'PARLEY_API_KEY is missing: set it to the key that was shown at the first start of the gateway.',
      de: 'PARLEY_API_KEY fehlt: Setzen Sie ihn auf den Schlüssel, der beim ersten Start des Gateways gezeigt wurde.',
    });
  const transport = fetchTransport({
    url: gatewayUrl(env),
    apiKey,
    fetch: (url, init) => fetch(url, init),
    language,
  });
  const answer = await transport({ method, path, ...more });
  if (answer.status < 300) return answer.body as Answer;
  throw new GatewayProblem(`${method} ${path}`, problemOf(answer.status, answer.body));
}

// Something else may listen on that port, a proxy say.
function problemOf(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) return body as Problem;
  const detail = `The answer with status ${status} is not the gateway's.`;
  return { type: 'about:blank', status, code: 'GATEWAY_ANSWER_INVALID', title: detail, detail } as Problem;
}

/** A problem as lines for a person: what is wrong, each fault, and what to do. */
export function problemLines({ title, detail, errors, remedy }: Problem): readonly string[] {
  const faults = (errors ?? []).map(({ path, message }) => `  ${path}: ${message}`);
  const said = faults.length > 0 ? faults : [detail].filter((text) => text !== title);
  return [`${title}.`, ...said, ...(remedy === undefined ? [] : [`→ ${remedy}`])];
}
