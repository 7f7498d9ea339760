import type { DoctorFacts } from '../facts.ts';
import { type Finding, findingsOf } from '../finding.ts';

const MB = 1024 * 1024;

/** As the alert has it: a busy day with its log and a backup fits into this. */
const DISK_WARNING_BYTES = 1024 * MB;
const DISK_CRITICAL_BYTES = 256 * MB;

export function checkSettings({ settingsProblems }: DoctorFacts): Finding[] {
  const { ok, failed } = findingsOf('settings');
  if (settingsProblems.length === 0)
    return [ok({ en: 'Complete and readable.', de: 'Vollständig und lesbar.' })];
  return settingsProblems.map((problem) =>
    failed(
      { en: problem, de: problem },
      {
        en: 'Correct it in the environment, in .env or in parley.config.json; the README lists every setting.',
        de: 'Berichtigen Sie das in der Umgebung, in .env oder in parley.config.json; die README nennt jede Einstellung.',
      },
    ),
  );
}

export function checkSecretKeyPlace({ secretKey, dataDir }: DoctorFacts): Finding[] {
  const { ok, warning, unknown } = findingsOf('secret_key');
  switch (secretKey) {
    case 'variable':
      return [
        ok({
          en: 'It comes from PARLEY_SECRET_KEY, apart from the data.',
          de: 'Er kommt aus PARLEY_SECRET_KEY, getrennt von den Daten.',
        }),
      ];
    case 'file':
      return [
        warning(
          {
            en: `It lies in ${dataDir}, beside the data that it protects.`,
            de: `Er liegt in ${dataDir}, bei den Daten, die er schützt.`,
          },
          {
            en: 'Put the content of secret.key into PARLEY_SECRET_KEY, keep a copy in a safe place, and delete the file.',
            de: 'Setzen Sie PARLEY_SECRET_KEY auf den Inhalt von secret.key, verwahren Sie eine Kopie an einem sicheren Ort, und löschen Sie die Datei.',
          },
        ),
      ];
    case 'none':
      return [
        unknown(
          { en: 'There is none yet.', de: 'Es gibt noch keinen.' },
          {
            en: 'Set PARLEY_SECRET_KEY (openssl rand -hex 32) before the first start; else one is made beside the data.',
            de: 'Setzen Sie PARLEY_SECRET_KEY (openssl rand -hex 32) vor dem ersten Start; sonst entsteht einer bei den Daten.',
          },
        ),
      ];
  }
}

export function checkDisk({ freeBytes, dataDir }: DoctorFacts): Finding[] {
  const { ok, warning, failed, unknown } = findingsOf('disk');
  if (freeBytes === undefined)
    return [
      unknown(
        {
          en: `How much is free in ${dataDir} is not told.`,
          de: `Wie viel in ${dataDir} frei ist, war nicht zu erfahren.`,
        },
        { en: 'Check that PARLEY_DATA_DIR exists.', de: 'Prüfen Sie, ob es PARLEY_DATA_DIR gibt.' },
      ),
    ];
  const free = Math.floor(freeBytes / MB);
  const detail = { en: `${free} MB are free.`, de: `${free} MB sind frei.` };
  if (freeBytes >= DISK_WARNING_BYTES) return [ok(detail)];
  const found = freeBytes < DISK_CRITICAL_BYTES ? failed : warning;
  return [
    found(detail, {
      en: 'Make room, or move PARLEY_DATA_DIR to a larger disk: when it is full, nothing is taken in any more.',
      de: 'Schaffen Sie Platz, oder legen Sie PARLEY_DATA_DIR auf einen größeren Datenträger: Ist er voll, wird nichts mehr angenommen.',
    }),
  ];
}

/** Consent compares two clocks with a tolerance of a minute; half of it is worth a word. */
const CLOCK_FAILED_MS = 60_000;
const CLOCK_WARNING_MS = 30_000;

export function checkClock({ clockAheadMs }: DoctorFacts): Finding[] {
  const { ok, warning, failed, unknown } = findingsOf('clock');
  if (clockAheadMs === undefined)
    return [
      unknown(
        { en: 'Meta could not be asked for the time.', de: 'Meta war nicht nach der Zeit zu fragen.' },
        {
          en: 'Check that this machine reaches WHATSAPP_API_BASE_URL; a proxy or firewall may stand between.',
          de: 'Prüfen Sie, ob diese Maschine WHATSAPP_API_BASE_URL erreicht; vielleicht steht ein Proxy oder eine Firewall dazwischen.',
        },
      ),
    ];
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  const side = clockAheadMs >= 0 ? { en: 'ahead of', de: 'vor' } : { en: 'behind', de: 'nach' };
  const detail = {
    en: `It is ${seconds} s ${side.en} Meta's.`,
    de: `Sie geht ${seconds} s ${side.de} gegenüber der von Meta.`,
  };
  if (Math.abs(clockAheadMs) < CLOCK_WARNING_MS) return [ok(detail)];
  const found = Math.abs(clockAheadMs) < CLOCK_FAILED_MS ? warning : failed;
  return [
    found(detail, {
      en: 'Let the system set its clock by NTP (timedatectl set-ntp true): windows and consent are computed by it.',
      de: 'Lassen Sie das System seine Uhr per NTP stellen (timedatectl set-ntp true): Fenster und Einwilligungen werden nach ihr berechnet.',
    }),
  ];
}
