import { ApiProblem } from '../http/api-problem.ts';
import { cloudApiWith } from '../numbers/cloud-api.ts';
import type { Runtime } from '../runtime.ts';
import { storeTemplates } from './store-templates.ts';

/** How a sync went: how many templates Meta lists, and the accounts that could not be read. */
export type SyncResult = { readonly templates: number; readonly failed: readonly string[] };

/** Meta, or a sandbox that is still starting, may answer in a moment. */
const RETRY_SECONDS = 2;

const running = new WeakMap<Runtime, Promise<SyncResult>>();
const isRead = new WeakSet<Runtime>();

/** Reads the catalogue of every account from Meta; one that can't be read keeps what was known. One at a time. */
export function syncTemplates(runtime: Runtime): Promise<SyncResult> {
  const current = running.get(runtime);
  if (current !== undefined) return current;
  const started = sync(runtime).finally(() => running.delete(runtime));
  running.set(runtime, started);
  return started;
}

/**
 * Makes sure that a decision on a template has a catalogue to rest on: while no account was ever read, they are read
 * now. Throws 503 when that fails, since a template that nobody looked up is not one that does not exist. An account
 * that fails beside others that work holds nobody up: it is tried again in the background.
 */
export async function ensureCatalogue(runtime: Runtime, language: 'de' | 'en'): Promise<void> {
  const accounts = accountsOf(runtime);
  if (accounts.size === 0 || (await hasReadAny(runtime))) return;
  const { failed } = await syncTemplates(runtime);
  if (failed.length === accounts.size) throw catalogueUnavailable(language, RETRY_SECONDS);
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
    const listedAt = runtime.now();
    const answer = await cloudApiWith(runtime, token).listTemplates(accountId);
    if (!answer.ok) {
      failed.push(accountId);
      const problem = answer.error ? answer.error.code : answer.cause.code;
      runtime.log.warn({ account: accountId, problem }, 'templates not read');
      continue;
    }
    await runtime.store.write((tx) => storeTemplates(tx, runtime, accountId, answer.value, listedAt));
    isRead.add(runtime);
    templates += answer.value.length;
  }
  return { templates, failed };
}

function accountsOf(runtime: Runtime): ReadonlyMap<string, string> {
  return new Map(runtime.settings.numbers.map(({ accountId, token }) => [accountId, token]));
}

// Templates in the store were read in an earlier run of the gateway.
async function hasReadAny(runtime: Runtime): Promise<boolean> {
  if (isRead.has(runtime)) return true;
  const row = await runtime.store.read.selectFrom('template').select('id').limit(1).executeTakeFirst();
  if (row) isRead.add(runtime);
  return row !== undefined;
}
