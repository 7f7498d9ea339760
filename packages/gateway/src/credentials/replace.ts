import { createStandingApi, type GraphResult } from '@parley/core/cloud-api';
import { ApiProblem, invalidField } from '../http/api-problem.ts';
import { cloudApiWith } from '../numbers/cloud-api.ts';
import { connectedNumber } from '../numbers/named-number.ts';
import { refreshNumber } from '../numbers/refresh-numbers.ts';
import type { Runtime } from '../runtime.ts';
import type { NumberSettings } from '../settings/settings.ts';

/**
 * Gives a number a new token, once Meta has answered with it: until then, and when Meta refuses it, the old one goes
 * on. Numbers that shared the old token get the new one too where it fits them.
 */
export async function replaceToken(runtime: Runtime, numberId: string, token: string): Promise<void> {
  const { settings } = connectedNumber(runtime, numberId);
  const tried = await tryToken(runtime, settings, token);
  if (!tried.ok) throw notTaken(tried, 'token');
  const tokens = new Map([[numberId, token]]);
  for (const other of runtime.settings.numbers)
    if (other.id !== numberId && other.token === settings.token)
      if ((await tryToken(runtime, other, token)).ok) tokens.set(other.id, token);
  await runtime.credentials.replaceTokens(runtime.store, tokens);
  runtime.log.info({ numbers: [...tokens.keys()] }, 'access token replaced');
  if (runtime.settings.whatsApp.provider === '360dialog') return;
  for (const number of runtime.settings.numbers)
    if (tokens.has(number.id)) await refreshNumber(runtime, number);
}

// 360dialog tells nothing of a number; of its templates it does.
function tryToken(
  runtime: Runtime,
  { id, accountId }: NumberSettings,
  token: string,
): Promise<GraphResult<unknown>> {
  const api = cloudApiWith(runtime, token);
  return runtime.settings.whatsApp.provider === '360dialog'
    ? api.listTemplates(accountId)
    : api.getNumber(id);
}

/** Takes a new app secret once Meta takes it for the app; the one before stays valid for webhooks. */
export async function replaceAppSecret(runtime: Runtime, secret: string): Promise<void> {
  const { whatsApp, numbers } = runtime.settings;
  const [number] = numbers;
  if (whatsApp.appId === '' || !number)
    throw invalidField('appSecret', {
      en: 'cannot be tried without WHATSAPP_APP_ID; set that first',
      de: 'lässt sich ohne WHATSAPP_APP_ID nicht prüfen; setzen Sie diese zuerst',
    });
  const api = createStandingApi({
    baseUrl: whatsApp.apiBaseUrl,
    version: whatsApp.apiVersion,
    token: number.token,
    fetch: runtime.fetch,
    app: { id: whatsApp.appId, secret },
  });
  const tried = await api.inspectToken(number.token);
  if (!tried.ok) throw notTaken(tried, 'appSecret');
  await runtime.credentials.replaceAppSecret(runtime.store, secret);
  runtime.log.info('app secret replaced');
}

function notTaken(
  answer: Exclude<GraphResult<unknown>, { readonly ok: true }>,
  field: 'token' | 'appSecret',
): ApiProblem {
  const title = refusalOf(answer);
  if (title !== undefined)
    return invalidField(
      field,
      {
        en: `is not taken by Meta: ${title}. The old one stays in use`,
        de: `wird von Meta nicht angenommen: ${title}. Der alte Wert bleibt in Gebrauch`,
      },
      'CREDENTIAL_REFUSED',
    );
  return new ApiProblem({
    status: 503,
    code: 'META_UNREACHABLE',
    title: { en: 'Meta could not be asked', de: 'Meta war nicht zu fragen' },
    detail: {
      en: 'Whether the new credential works could not be tried, so the old one stays in use.',
      de: 'Ob der neue Wert gilt, war nicht zu prüfen; darum bleibt der alte in Gebrauch.',
    },
    remedy: { en: 'Try again in a moment.', de: 'Versuchen Sie es gleich noch einmal.' },
    retryAfterSeconds: 10,
  });
}

/** Statuses by which a provider without Meta's error bodies says that it does not know a key. */
const KEY_UNKNOWN: ReadonlySet<number | undefined> = new Set([401, 403]);

function refusalOf(answer: Exclude<GraphResult<unknown>, { readonly ok: true }>): string | undefined {
  if (answer.error) return answer.error.title ?? String(answer.error.code);
  return KEY_UNKNOWN.has(answer.cause.httpStatus) ? `HTTP ${answer.cause.httpStatus}` : undefined;
}
