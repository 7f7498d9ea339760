import { styleText } from 'node:util';
import type { Language } from '../http/wording.ts';
import { type CheckName, checkNames, type Finding, type FindingState } from './finding.ts';

const titles: Readonly<Record<CheckName, Record<Language, string>>> = {
  settings: { en: 'Settings', de: 'Einstellungen' },
  secret_key: { en: 'Secret key', de: 'Geheimer Schlüssel' },
  disk: { en: 'Disk', de: 'Datenträger' },
  database: { en: 'Database', de: 'Datenbank' },
  ledger: { en: 'Consent ledger', de: 'Einwilligungsbuch' },
  gateway: { en: 'Gateway', de: 'Gateway' },
  clock: { en: 'Clock', de: 'Uhr' },
  app_secret: { en: 'App secret', de: 'App-Geheimnis' },
  token: { en: 'Access token', de: 'Zugriffstoken' },
  registration: { en: 'Registration', de: 'Registrierung' },
  throughput: { en: 'Throughput', de: 'Durchsatz' },
  subscription: { en: 'Subscription', de: 'Abonnement' },
  webhook: { en: 'Webhook', de: 'Webhook' },
  self_test: { en: 'Self-test', de: 'Selbsttest' },
  templates: { en: 'Templates', de: 'Vorlagen' },
  policies: { en: 'Policies', de: 'Vorlagenregeln' },
  language: { en: 'Language', de: 'Sprache' },
  alerts: { en: 'Alerts', de: 'Meldungen' },
};

const marks: Readonly<
  Record<FindingState, { readonly mark: string; readonly style: 'green' | 'yellow' | 'red' | 'dim' }>
> = {
  ok: { mark: '✔', style: 'green' },
  warning: { mark: '!', style: 'yellow' },
  failed: { mark: '✘', style: 'red' },
  unknown: { mark: '?', style: 'dim' },
};

/** What the doctor found, for people: one line each, and what to do below whatever is not in order. */
export function reportLines(
  findings: readonly Finding[],
  { language, isTerminal }: { readonly language: Language; readonly isTerminal: boolean },
): readonly string[] {
  const width = Math.max(...checkNames.map((name) => titles[name][language].length));
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    isTerminal ? styleText(style, text, { validateStream: false }) : text;
  const lines = findings.flatMap((finding) => {
    const { mark, style } = marks[finding.state];
    const head = `${paint(style, mark)} ${titles[finding.check][language].padEnd(width)}  ${finding.detail[language]}`;
    return finding.state === 'ok' ? [head] : [head, `  ${' '.repeat(width)}  → ${finding.remedy[language]}`];
  });
  return [...lines, '', paint('bold', summary(findings, language))];
}

/** The same for programs. */
export function reportJson(findings: readonly Finding[], language: Language) {
  return {
    ok: !findings.some(({ state }) => state === 'failed'),
    findings: findings.map((finding) => ({
      check: finding.check,
      state: finding.state,
      detail: finding.detail[language],
      remedy: finding.state === 'ok' ? null : finding.remedy[language],
    })),
  };
}

function summary(findings: readonly Finding[], language: Language): string {
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length;
  const [failed, warnings, open] = [count('failed'), count('warning'), count('unknown')];
  if (failed + warnings + open === 0) return language === 'de' ? 'Alles in Ordnung.' : 'All is well.';
  return language === 'de'
    ? `${failed} Fehler, ${warnings} ${warnings === 1 ? 'Warnung' : 'Warnungen'}, ${open} nicht zu prüfen.`
    : `${failed} failed, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, ${open} could not be looked at.`;
}
