import { checkClock, checkDisk, checkSecretKeyPlace, checkSettings } from './checks/machine.ts';
import {
  checkAppSecret,
  checkRegistration,
  checkSubscription,
  checkThroughput,
  checkTokens,
} from './checks/meta.ts';
import {
  checkAlerts,
  checkDatabase,
  checkLanguage,
  checkLedger,
  checkPolicies,
  checkTemplates,
} from './checks/store.ts';
import { checkGateway, checkSelfTest, checkWebhook } from './checks/webhook.ts';
import type { DoctorFacts } from './facts.ts';
import { type CheckName, checkNames, type Finding, findingsOf } from './finding.ts';

const checks: Readonly<Record<CheckName, (facts: DoctorFacts, now: Date) => readonly Finding[]>> = {
  settings: checkSettings,
  secret_key: checkSecretKeyPlace,
  disk: checkDisk,
  database: checkDatabase,
  ledger: checkLedger,
  gateway: checkGateway,
  clock: checkClock,
  app_secret: checkAppSecret,
  token: checkTokens,
  registration: checkRegistration,
  throughput: checkThroughput,
  subscription: checkSubscription,
  webhook: checkWebhook,
  self_test: checkSelfTest,
  templates: checkTemplates,
  policies: checkPolicies,
  language: checkLanguage,
  alerts: checkAlerts,
};

/** Looks at everything, from the machine to Meta. */
export function examine(facts: DoctorFacts, now: Date): readonly Finding[] {
  return checkNames.flatMap((name) =>
    facts.provider === '360dialog' && askedAtMeta.has(name) ? [seenInTheHub(name)] : checks[name](facts, now),
  );
}

// 360dialog has keys and numbers of its own, and no such questions about them.
const askedAtMeta: ReadonlySet<CheckName> = new Set([
  'app_secret',
  'token',
  'registration',
  'throughput',
  'subscription',
]);

function seenInTheHub(name: CheckName): Finding {
  return findingsOf(name).unknown(
    { en: '360dialog answers no question about it.', de: '360dialog beantwortet dazu keine Frage.' },
    { en: 'Look it up in the 360dialog hub.', de: 'Sehen Sie im 360dialog-Hub nach.' },
  );
}
