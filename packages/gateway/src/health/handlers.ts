import { ApiProblem } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';

/** What this process has to say of itself beside the store. */
export type Readiness = { readonly templates: () => 'loaded' | 'loading' | 'unavailable' };

/** The calls by which a supervisor or load balancer sees whether the process is up, and ready to work. */
export function healthHandlers(runtime: Runtime, readiness: Readiness): Pick<Handlers, 'healthz' | 'readyz'> {
  return {
    healthz: async () => ({ status: 'ok' as const, checks: {} }),

    async readyz() {
      await runtime.store.read.selectFrom('setting').select('key').limit(1).execute();
      const templates = readiness.templates();
      // Without a catalogue templates are refused, but webhooks must come in: only the first seconds count.
      if (templates === 'loading') throw notYet();
      return { status: 'ok' as const, checks: { store: 'ok', templates } };
    },
  };
}

function notYet(): ApiProblem {
  return new ApiProblem({
    status: 503,
    code: 'NOT_READY',
    title: { en: 'The gateway is starting', de: 'Das Gateway startet gerade' },
    detail: { en: 'The templates are being loaded.', de: 'Die Vorlagen werden geladen.' },
    remedy: { en: 'Ask again in a moment.', de: 'Fragen Sie gleich noch einmal.' },
    retryAfterSeconds: 1,
  });
}
