import type { DatabaseFact, DoctorFacts } from '../facts.ts';
import { type Finding, findingsOf } from '../finding.ts';

const MB = 1024 * 1024;

/** More names than this make a line that nobody reads. */
const NAMED = 5;

const notYet = {
  en: 'Start the gateway once: it makes the database and reads the templates.',
  de: 'Starten Sie das Gateway einmal: Es legt die Datenbank an und liest die Vorlagen.',
};

export function checkDatabase({ database, dataDir }: DoctorFacts): Finding[] {
  const { ok, failed, unknown } = findingsOf('database');
  switch (database.kind) {
    case 'missing':
      return [
        unknown({ en: `There is none in ${dataDir} yet.`, de: `In ${dataDir} gibt es noch keine.` }, notYet),
      ];
    case 'unreadable':
      return [
        failed(
          { en: `It cannot be read: ${database.problem}`, de: `Sie ist nicht lesbar: ${database.problem}` },
          {
            en: 'Check PARLEY_DATABASE_URL, or PARLEY_DATA_DIR and its permissions: the user of the gateway must own it.',
            de: 'Prüfen Sie PARLEY_DATABASE_URL, oder PARLEY_DATA_DIR und seine Rechte: Es muss dem Benutzer des Gateways gehören.',
          },
        ),
      ];
    case 'damaged':
      return [
        failed(
          { en: `It is damaged: ${database.problem}`, de: `Sie ist beschädigt: ${database.problem}` },
          {
            en: 'Stop the gateway, keep the files, and restore the newest backup: parley restore.',
            de: 'Halten Sie das Gateway an, bewahren Sie die Dateien auf, und stellen Sie die neueste Sicherung wieder her: parley restore.',
          },
        ),
      ];
    case 'whole':
      if (database.fitsKey === false)
        return [
          failed(
            {
              en: 'The secret key does not fit the data.',
              de: 'Der geheime Schlüssel passt nicht zu den Daten.',
            },
            {
              en: 'Set PARLEY_SECRET_KEY to the key they were written with; it is in your safe place.',
              de: 'Setzen Sie PARLEY_SECRET_KEY auf den Schlüssel, mit dem sie geschrieben wurden; er liegt an Ihrem sicheren Ort.',
            },
          ),
        ];
      return [
        ok({
          en: `Whole, ${Math.ceil(database.bytes / MB)} MB.`,
          de: `Unversehrt, ${Math.ceil(database.bytes / MB)} MB.`,
        }),
      ];
  }
}

export function checkLedger({ database }: DoctorFacts): Finding[] {
  const { ok, failed, unknown } = findingsOf('ledger');
  if (database.kind !== 'whole') return [unknown(notRead, notYet)];
  const { valid, entries } = database.ledger;
  if (valid)
    return [
      ok({
        en: `The hash chain of ${entries} entries holds.`,
        de: `Die Hash-Kette aus ${entries} Einträgen stimmt.`,
      }),
    ];
  return [
    failed(
      {
        en: 'The hash chain does not hold: an entry was changed, removed or slipped in.',
        de: 'Die Hash-Kette stimmt nicht: Ein Eintrag wurde geändert, entfernt oder eingeschoben.',
      },
      {
        en: 'Stop the gateway, keep the data for an examination, and restore the newest backup whose ledger is valid: parley restore.',
        de: 'Halten Sie das Gateway an, bewahren Sie die Daten für eine Untersuchung auf, und stellen Sie die neueste Sicherung mit gültigem Buch wieder her: parley restore.',
      },
    ),
  ];
}

const notRead = { en: 'The database was not read.', de: 'Die Datenbank wurde nicht gelesen.' };

type Whole = Extract<DatabaseFact, { readonly kind: 'whole' }>;

const approved = ({ templates }: Whole) => templates.filter(({ status }) => status === 'APPROVED');

export function checkTemplates({ database }: DoctorFacts): Finding[] {
  const { ok, warning, unknown } = findingsOf('templates');
  if (database.kind !== 'whole') return [unknown(notRead, notYet)];
  const usable = approved(database).length;
  const bad = database.templates.filter(({ status }) => ['PAUSED', 'DISABLED', 'REJECTED'].includes(status));
  if (usable === 0)
    return [
      warning(
        { en: 'No template is approved.', de: 'Keine Vorlage ist genehmigt.' },
        {
          en: 'Make one in WhatsApp Manager, then run parley templates sync: without one nobody can be written to after 24 hours.',
          de: 'Legen Sie eine im WhatsApp-Manager an, dann parley templates sync: Ohne Vorlage kann nach 24 Stunden niemandem geschrieben werden.',
        },
      ),
    ];
  if (bad.length > 0)
    return [
      warning(
        {
          en: `${usable} are approved; these cannot be used: ${named(bad)}.`,
          de: `${usable} sind genehmigt; diese sind nicht verwendbar: ${named(bad)}.`,
        },
        {
          en: 'See in WhatsApp Manager why, change or delete them, then run parley templates sync.',
          de: 'Sehen Sie im WhatsApp-Manager nach, warum; ändern oder löschen Sie sie, dann parley templates sync.',
        },
      ),
    ];
  return [ok({ en: `${usable} are approved.`, de: `${usable} sind genehmigt.` })];
}

export function checkPolicies({ database }: DoctorFacts): Finding[] {
  const { ok, warning, unknown } = findingsOf('policies');
  if (database.kind !== 'whole') return [unknown(notRead, notYet)];
  // What a login code is in law is beyond doubt; of the others a person must say it.
  const lacking = approved(database).filter(
    ({ category, hasPolicy }) => !hasPolicy && category !== 'AUTHENTICATION',
  );
  if (lacking.length === 0)
    return [
      ok({
        en: 'Somebody has said of every template what it is for.',
        de: 'Von jeder Vorlage ist gesagt, wozu sie dient.',
      }),
    ];
  return [
    warning(
      {
        en: `Nobody has said what these templates are for: ${named(lacking)}.`,
        de: `Von diesen Vorlagen ist nicht gesagt, wozu sie dienen: ${named(lacking)}.`,
      },
      {
        en: 'Say it with parley templates policy <name> <language> --legal-kind ...: until then the stricter reading counts.',
        de: 'Sagen Sie es mit parley templates policy <name> <sprache> --legal-kind ...: Bis dahin gilt die strengere Lesart.',
      },
    ),
  ];
}

export function checkLanguage({ database }: DoctorFacts): Finding[] {
  const { ok, warning, unknown } = findingsOf('language');
  if (database.kind !== 'whole') return [unknown(notRead, notYet)];
  const { language } = database;
  const has = approved(database).some((template) => template.language.split('_')[0] === language);
  if (has)
    return [
      ok({
        en: `The business speaks ${language}, and has templates in it.`,
        de: `Das Unternehmen spricht ${language} und hat Vorlagen darin.`,
      }),
    ];
  return [
    warning(
      {
        en: `The business speaks ${language}, but no approved template does.`,
        de: `Das Unternehmen spricht ${language}, aber keine genehmigte Vorlage.`,
      },
      {
        en: 'Add the language to a template in WhatsApp Manager, or correct business.language in parley.config.json.',
        de: 'Fügen Sie einer Vorlage im WhatsApp-Manager die Sprache hinzu, oder berichtigen Sie business.language in parley.config.json.',
      },
    ),
  ];
}

export function checkAlerts({ database }: DoctorFacts): Finding[] {
  const { ok, warning, failed, unknown } = findingsOf('alerts');
  if (database.kind !== 'whole') return [unknown(notRead, notYet)];
  if (database.alerts.length === 0) return [ok({ en: 'None is raised.', de: 'Es gibt keine.' })];
  return database.alerts.map(({ severity, detail, remedy }) =>
    (severity === 'critical' ? failed : warning)({ en: detail, de: detail }, { en: remedy, de: remedy }),
  );
}

function named(templates: readonly { readonly name: string; readonly language: string }[]): string {
  const names = templates.slice(0, NAMED).map(({ name, language }) => `${name} (${language})`);
  return [...names, ...(templates.length > NAMED ? ['…'] : [])].join(', ');
}
