import { describe, expect, test } from '@jest/globals';
import { examine } from '../../../packages/gateway/src/doctor/examine.ts';
import type { DatabaseFact, DoctorFacts, Reached } from '../../../packages/gateway/src/doctor/facts.ts';
import { checkNames } from '../../../packages/gateway/src/doctor/finding.ts';
import { reportJson, reportLines } from '../../../packages/gateway/src/doctor/report.ts';

const now = new Date('2026-11-22T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const MB = 1024 * 1024;
const answered = (status: number, body = '{}'): Reached => ({ kind: 'answered', status, body });
const refused: Reached = { kind: 'failed', problem: 'ECONNREFUSED' };

const template = {
  name: 'order_update',
  language: 'de',
  category: 'UTILITY',
  status: 'APPROVED',
  hasPolicy: true,
};
const whole: Extract<DatabaseFact, { kind: 'whole' }> = {
  kind: 'whole',
  bytes: 12 * MB,
  fitsKey: true,
  ledger: { valid: true, entries: 7 },
  language: 'de',
  templates: [template],
  alerts: [],
};
const number = {
  id: '1',
  token: { isValid: true, expiresAt: null },
  info: { id: '1', status: 'CONNECTED', throughput: 'STANDARD' },
  problem: undefined,
};
const well: DoctorFacts = {
  settingsProblems: [],
  provider: 'meta',
  isSandbox: false,
  dataDir: '/data',
  secretKey: 'variable',
  freeBytes: 10_000 * MB,
  database: whole,
  gatewayUrl: 'http://127.0.0.1:8080',
  gateway: answered(200),
  publicUrl: 'https://parley.example',
  publicHealth: answered(200, '{"status":"ok"}'),
  handshake: answered(200, '123'),
  signed: answered(200),
  unsigned: answered(401),
  clockAheadMs: 100,
  appId: '42',
  isAppAccepted: true,
  numbers: [number],
  subscribed: [{ accountId: '7', apps: [{ id: '42' }] }],
};

test('Where all is well, every check says so', () => {
  const findings = examine(well, now);
  expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual(
    checkNames.map((name) => `${name} ok`),
  );
});

const rows: readonly [
  problem: string,
  change: Partial<DoctorFacts>,
  check: string,
  state: string,
  remedy: RegExp,
][] = [
  [
    'a setting is wrong',
    { settingsProblems: ['PARLEY_PORT must be a port.'] },
    'settings',
    'failed',
    /\.env/,
  ],
  ['the key lies beside the data', { secretKey: 'file' }, 'secret_key', 'warning', /PARLEY_SECRET_KEY/],
  ['there is no key yet', { secretKey: 'none' }, 'secret_key', 'unknown', /openssl rand/],
  ['the disk is getting full', { freeBytes: 1024 * MB - 1 }, 'disk', 'warning', /PARLEY_DATA_DIR/],
  ['the disk is nearly full', { freeBytes: 256 * MB - 1 }, 'disk', 'failed', /PARLEY_DATA_DIR/],
  ['the data dir is not there', { freeBytes: undefined }, 'disk', 'unknown', /PARLEY_DATA_DIR/],
  ['there is no database', { database: { kind: 'missing' } }, 'database', 'unknown', /Start/],
  [
    'the database is not ours to read',
    { database: { kind: 'unreadable', problem: 'EACCES' } },
    'database',
    'failed',
    /permissions|Rechte/,
  ],
  [
    'the database is damaged',
    { database: { kind: 'damaged', problem: 'page 7' } },
    'database',
    'failed',
    /parley restore/,
  ],
  [
    'the key does not fit the data',
    { database: { ...whole, fitsKey: false } },
    'database',
    'failed',
    /PARLEY_SECRET_KEY/,
  ],
  [
    'the ledger was changed',
    { database: { ...whole, ledger: { valid: false, entries: 3 } } },
    'ledger',
    'failed',
    /parley restore/,
  ],
  ['the gateway does not run', { gateway: refused }, 'gateway', 'warning', /parley start/],
  ['the gateway is not ready', { gateway: answered(503) }, 'gateway', 'failed', /log|Log/],
  ['the clock is half a minute ahead', { clockAheadMs: 30_000 }, 'clock', 'warning', /NTP/],
  ['the clock is a minute behind', { clockAheadMs: -60_000 }, 'clock', 'failed', /NTP/],
  ['Meta is not reached', { clockAheadMs: undefined }, 'clock', 'unknown', /WHATSAPP_API_BASE_URL/],
  ['there is no app id', { appId: '' }, 'app_secret', 'warning', /WHATSAPP_APP_ID/],
  [
    'the app secret is not that of the app',
    { isAppAccepted: false },
    'app_secret',
    'failed',
    /WHATSAPP_APP_SECRET/,
  ],
  [
    'the app could not be tried',
    { isAppAccepted: undefined },
    'app_secret',
    'unknown',
    /WHATSAPP_API_BASE_URL/,
  ],
  [
    'the token ends in a week',
    { numbers: [{ ...number, token: { isValid: true, expiresAt: new Date(now.getTime() + 7 * DAY) } }] },
    'token',
    'warning',
    /parley numbers token/,
  ],
  [
    'the token is refused',
    { numbers: [{ ...number, token: { isValid: false, expiresAt: null } }] },
    'token',
    'failed',
    /parley numbers token/,
  ],
  [
    'the token could not be asked about',
    { numbers: [{ ...number, token: undefined }] },
    'token',
    'unknown',
    /WHATSAPP_API_BASE_URL/,
  ],
  [
    'the number is not registered',
    { numbers: [{ ...number, info: { id: '1', status: 'PENDING' } }] },
    'registration',
    'failed',
    /parley numbers code 1/,
  ],
  [
    'the number is not this token’s',
    { numbers: [{ ...number, info: undefined, problem: 'no' }] },
    'registration',
    'failed',
    /WHATSAPP_PHONE_NUMBER_ID/,
  ],
  [
    'the number could not be asked about',
    { numbers: [{ ...number, info: undefined }] },
    'registration',
    'unknown',
    /WHATSAPP_API_BASE_URL/,
  ],
  [
    'the number has no throughput',
    { numbers: [{ ...number, info: { id: '1', throughput: 'NOT_APPLICABLE' } }] },
    'throughput',
    'warning',
    /register/,
  ],
  [
    'the throughput is not known',
    { numbers: [{ ...number, info: undefined }] },
    'throughput',
    'unknown',
    /WHATSAPP_API_BASE_URL/,
  ],
  [
    'no app gets the webhooks',
    { subscribed: [{ accountId: '7', apps: [] }] },
    'subscription',
    'failed',
    /subscribed_apps/,
  ],
  [
    'another app gets the webhooks',
    { subscribed: [{ accountId: '7', apps: [{ id: '43' }] }] },
    'subscription',
    'failed',
    /subscribed_apps/,
  ],
  [
    'the webhooks go elsewhere',
    { subscribed: [{ accountId: '7', apps: [{ id: '42', callbackUrl: 'https://old.example/x' }] }] },
    'subscription',
    'warning',
    /override_callback_uri/,
  ],
  [
    'who gets the webhooks could not be asked',
    { subscribed: [{ accountId: '7', apps: undefined }] },
    'subscription',
    'unknown',
    /WHATSAPP_API_BASE_URL/,
  ],
  ['there is no public address', { publicUrl: undefined }, 'webhook', 'warning', /parley\.example\.com/],
  [
    'the public address has no TLS',
    { publicUrl: 'http://parley.example' },
    'webhook',
    'failed',
    /deploy\/compose\.yaml/,
  ],
  [
    'the public address leads nowhere',
    { publicHealth: { kind: 'failed', problem: 'CERT_HAS_EXPIRED' } },
    'webhook',
    'failed',
    /DNS/,
  ],
  [
    'the verify token is another one',
    { handshake: answered(403) },
    'webhook',
    'failed',
    /WHATSAPP_VERIFY_TOKEN/,
  ],
  [
    'the proxy loses the challenge',
    { handshake: { kind: 'failed', problem: 'the challenge does not come back' } },
    'webhook',
    'failed',
    /WHATSAPP_VERIFY_TOKEN/,
  ],
  ['false signatures are taken', { unsigned: answered(200) }, 'self_test', 'failed', /proxy|Proxy/],
  [
    'the running gateway has another secret',
    { signed: answered(401) },
    'self_test',
    'failed',
    /WHATSAPP_APP_SECRET/,
  ],
  ['no webhook could be tried', { signed: refused }, 'self_test', 'unknown', /Start/],
  [
    'no template is approved',
    { database: { ...whole, templates: [] } },
    'templates',
    'warning',
    /parley templates sync/,
  ],
  [
    'a template is paused',
    { database: { ...whole, templates: [template, { ...template, name: 'old', status: 'PAUSED' }] } },
    'templates',
    'warning',
    /parley templates sync/,
  ],
  [
    'nobody has said what a template is for',
    { database: { ...whole, templates: [{ ...template, hasPolicy: false }] } },
    'policies',
    'warning',
    /parley templates policy/,
  ],
  [
    'no template speaks the language of the business',
    { database: { ...whole, language: 'en' } },
    'language',
    'warning',
    /business\.language/,
  ],
];

describe('What is not in order is found, with its remedy in both languages', () => {
  test.each(rows)('%s', (_problem, change, check, state, remedy) => {
    const found = examine({ ...well, ...change }, now).filter((finding) => finding.check === check);
    expect(found.map((finding) => finding.state)).toEqual([state]);
    for (const finding of found) {
      if (finding.state === 'ok') continue;
      expect(finding.remedy.en).toMatch(remedy);
      expect(finding.remedy.de).toMatch(remedy);
      expect(finding.detail.de).not.toMatch(/undefined|NaN/);
    }
  });

  test('an alert that is raised is told as it is', () => {
    const alert = { severity: 'critical', detail: 'The token ends.', remedy: 'Make a new one.' } as never;
    const [found] = examine({ ...well, database: { ...whole, alerts: [alert] } }, now).filter(
      ({ check }) => check === 'alerts',
    );
    expect(found).toMatchObject({
      state: 'failed',
      detail: { en: 'The token ends.' },
      remedy: { en: 'Make a new one.' },
    });
  });

  test('every check has a row in which it is not in order', () => {
    expect(new Set([...rows.map(([, , check]) => check), 'alerts'])).toEqual(new Set(checkNames));
  });

  test('360dialog has no such questions: they are told as open, and where to look', () => {
    const findings = examine({ ...well, provider: '360dialog', appId: '', isAppAccepted: undefined }, now);
    const open = findings.filter(({ state }) => state !== 'ok');
    expect(open.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'app_secret unknown',
      'token unknown',
      'registration unknown',
      'throughput unknown',
      'subscription unknown',
    ]);
    for (const finding of open) expect('remedy' in finding && finding.remedy.de).toContain('360dialog-Hub');
  });

  test('the sandbox needs no public address', () => {
    const findings = examine({ ...well, publicUrl: undefined, isSandbox: true }, now);
    expect(findings.find(({ check }) => check === 'webhook')?.state).toBe('ok');
  });
});

describe('The report', () => {
  const findings = examine(
    { ...well, isAppAccepted: false, secretKey: 'file', clockAheadMs: undefined },
    now,
  );

  test('stands in columns, with the remedy below, and counts at the end', () => {
    const lines = reportLines(findings, { language: 'de', isTerminal: false });
    expect(lines[0]).toBe('✔ Einstellungen       Vollständig und lesbar.');
    const at = lines.findIndex((line) => line.startsWith('✘ App-Geheimnis'));
    expect(lines[at + 1]?.indexOf('→')).toBe(lines[at]?.indexOf('Meta'));
    expect(lines.at(-1)).toBe('1 Fehler, 1 Warnung, 1 nicht zu prüfen.');
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('is coloured at a terminal alone', () => {
    expect(reportLines(findings, { language: 'en', isTerminal: true })[0]).toContain('\u001b[32m✔');
  });

  test('is JSON for programs', () => {
    const report = reportJson(findings, 'en');
    expect(report.ok).toBe(false);
    expect(report.findings).toContainEqual({
      check: 'app_secret',
      state: 'failed',
      detail: expect.any(String),
      remedy: expect.stringContaining('WHATSAPP_APP_SECRET'),
    });
    expect(reportJson(examine(well, now), 'en').ok).toBe(true);
  });
});
