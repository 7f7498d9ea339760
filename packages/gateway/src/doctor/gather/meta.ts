import { createCloudApi, createStandingApi } from '@parley/core/cloud-api';
import { askToken } from '../../alerts/facts/ask-meta.ts';
import type { Settings } from '../../settings/settings.ts';
import type { DoctorFacts, NumberFact } from '../facts.ts';

type Fetch = typeof globalThis.fetch;

const TIMEOUT_MS = 10_000;

/** Asks Meta everything that only Meta knows; what cannot be asked stays open. */
export async function askMeta(
  settings: Settings,
  fetch: Fetch,
  now: () => Date,
): Promise<Pick<DoctorFacts, 'clockAheadMs' | 'isAppAccepted' | 'numbers' | 'subscribed'>> {
  const accounts = [...new Set(settings.numbers.map(({ accountId }) => accountId))];
  const [clockAheadMs, isAppAccepted, numbers, subscribed] = await Promise.all([
    clockAhead(settings.whatsApp.apiBaseUrl, fetch, now),
    tryApp(settings, fetch),
    Promise.all(settings.numbers.map((number) => askNumber(settings, fetch, number))),
    Promise.all(accounts.map((accountId) => askSubscribed(settings, fetch, accountId))),
  ]);
  return { clockAheadMs, isAppAccepted, numbers, subscribed };
}

// The header has whole seconds, and was written somewhere between our question and its answer.
async function clockAhead(url: string, fetch: Fetch, now: () => Date): Promise<number | undefined> {
  try {
    const asked = now().getTime();
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answered = now().getTime();
    const theirs = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(theirs) ? undefined : (asked + answered) / 2 - (theirs + 500);
  } catch {
    // Whatever kept us from asking, the question stays open; the checks of the token say more.
    return undefined;
  }
}

async function tryApp(settings: Settings, fetch: Fetch): Promise<boolean | undefined> {
  const { appId, appSecrets, apiBaseUrl: baseUrl, apiVersion: version } = settings.whatsApp;
  const [number] = settings.numbers;
  if (appId === '' || !number) return undefined;
  let isRefused = false;
  for (const secret of appSecrets) {
    const { token } = number;
    const api = createStandingApi({
      baseUrl,
      version,
      token,
      fetch,
      timeoutMs: TIMEOUT_MS,
      app: { id: appId, secret },
    });
    const answer = await api.inspectToken(token);
    if (answer.ok) return true;
    isRefused ||= answer.error !== undefined;
  }
  return isRefused ? false : undefined;
}

async function askNumber(
  settings: Settings,
  fetch: Fetch,
  { id, token }: Settings['numbers'][number],
): Promise<NumberFact> {
  const { apiBaseUrl: baseUrl, apiVersion: version } = settings.whatsApp;
  const api = createCloudApi({ baseUrl, version, token, fetch, timeoutMs: TIMEOUT_MS });
  const answer = await api.getNumber(id);
  return {
    id,
    token: await askToken({ settings, fetch }, token),
    info: answer.ok ? answer.value : undefined,
    problem: answer.ok ? undefined : answer.error?.title,
  };
}

async function askSubscribed(settings: Settings, fetch: Fetch, accountId: string) {
  const token = settings.numbers.find((number) => number.accountId === accountId)?.token ?? '';
  const { apiBaseUrl: baseUrl, apiVersion: version } = settings.whatsApp;
  const api = createStandingApi({ baseUrl, version, token, fetch, timeoutMs: TIMEOUT_MS });
  const answer = await api.listSubscribedApps(accountId);
  return { accountId, apps: answer.ok ? answer.value : undefined };
}
