import { ApiProblem } from '../http/api-problem.ts';
import { cloudApiWith } from '../numbers/cloud-api.ts';
import type { Runtime } from '../runtime.ts';
import { storeTemplates } from './store-templates.ts';

/** How a sync went: how many templates Meta lists, and the accounts that could not be read. */
export type SyncResult = { readonly templates: number; readonly failed: readonly string[] };

/** Meta, or a sandbox that is still starting, may answer in a moment. */
const RETRY_SECONDS = 2;

const running = new WeakMap<Runtime, Promise<SyncResult>>();
const isKnown = new WeakMap<Runtime, Set<string>>();

/** Reads the catalogue of every account from Meta; one that can't be read keeps what was known. One at a time. */
export function syncTemplates(runtime: Runtime): Promise<SyncResult> {
  const current = running.get(runtime);
  if (current !== undefined) return current;
  const started = sync(runtime).finally(() => running.delete(runtime));
  running.set(runtime, started);
  return started;
}

/**
 * Makes sure that a decision on a template has a catalogue to rest on: an account that was never read is read now.
 * Throws 503 when that fails, since a template that nobody looked up is not one that does not exist.
 */
export async function ensureCatalogue(runtime: Runtime, language: 'de' | 'en'): Promise<void> {
  const unread = await neverRead(runtime);
  if (unread.length === 0) return;
  const { failed } = await syncTemplates(runtime);
  if (!unread.some((account) => failed.includes(account))) return;
  throw catalogueUnavailable(language, RETRY_SECONDS);
}

const unavailable = {
  en: {
    title: 'The templates could not be read',
    detail: 'WhatsApp could not be asked for the approved templates; nothing was sent.',
    remedy: 'Check the connection to WhatsApp and the access token, then try again.',
  },
  de: {
    title: 'Die Vorlagen ließen sich nicht lesen',
    detail: 'WhatsApp ließ sich nicht nach den genehmigten Vorlagen fragen; es wurde nichts gesendet.',
    remedy:
      'Prüfen Sie die Verbindung zu WhatsApp und das Zugriffstoken und versuchen Sie es dann noch einmal.',
  },
};

/** 503: Meta could not be asked for the templates. */
export function catalogueUnavailable(language: 'de' | 'en', retryAfterSeconds: number): ApiProblem {
  return new ApiProblem({
    status: 503,
    code: 'CATALOGUE_UNAVAILABLE',
    ...unavailable[language],
    retryAfterSeconds,
  });
}

async function sync(runtime: Runtime): Promise<SyncResult> {
  const failed: string[] = [];
  let templates = 0;
  for (const [accountId, token] of accountsOf(runtime)) {
    const answer = await cloudApiWith(runtime, token).listTemplates(accountId);
    if (!answer.ok) {
      failed.push(accountId);
      const problem = answer.error ? answer.error.code : answer.cause.code;
      runtime.log.warn({ account: accountId, problem }, 'templates not read');
      continue;
    }
    await runtime.store.write((tx) => storeTemplates(tx, runtime, accountId, answer.value));
    readOnce(runtime).add(accountId);
    templates += answer.value.length;
  }
  return { templates, failed };
}

function accountsOf(runtime: Runtime): ReadonlyMap<string, string> {
  return new Map(runtime.settings.numbers.map(({ accountId, token }) => [accountId, token]));
}

// An account with templates in the store was read in an earlier run of the gateway.
async function neverRead(runtime: Runtime): Promise<readonly string[]> {
  const known = readOnce(runtime);
  const accounts = [...accountsOf(runtime).keys()].filter((account) => !known.has(account));
  if (accounts.length === 0) return [];
  const rows = await runtime.store.read.selectFrom('template').select('account_id').distinct().execute();
  for (const { account_id } of rows) known.add(account_id);
  return accounts.filter((account) => !known.has(account));
}

function readOnce(runtime: Runtime): Set<string> {
  const known = isKnown.get(runtime) ?? new Set<string>();
  isKnown.set(runtime, known);
  return known;
}
