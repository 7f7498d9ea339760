import { DAY_MS } from '../../time-units.ts';
import type { DoctorFacts } from '../facts.ts';
import { type Finding, findingsOf } from '../finding.ts';

/** As the alert has it: a week leaves room for a holiday. */
const EXPIRING_MS = 7 * DAY_MS;

const reachMeta = {
  en: 'Check that this machine reaches WHATSAPP_API_BASE_URL, then run this again.',
  de: 'Prüfen Sie, ob diese Maschine WHATSAPP_API_BASE_URL erreicht, und rufen Sie dies noch einmal auf.',
};

const newToken = {
  en: 'Make a token for a system user in Meta Business Settings with whatsapp_business_messaging and whatsapp_business_management, and give it to the gateway: parley numbers token.',
  de: 'Legen Sie in den Meta-Unternehmenseinstellungen ein Token für einen Systemnutzer mit whatsapp_business_messaging und whatsapp_business_management an, und geben Sie es dem Gateway: parley numbers token.',
};

export function checkAppSecret({ appId, isAppAccepted }: DoctorFacts): Finding[] {
  const { ok, warning, failed, unknown } = findingsOf('app_secret');
  if (appId === '')
    return [
      warning(
        {
          en: 'Without WHATSAPP_APP_ID it cannot be tried at Meta.',
          de: 'Ohne WHATSAPP_APP_ID lässt es sich bei Meta nicht prüfen.',
        },
        {
          en: 'Set WHATSAPP_APP_ID: it is in the Meta app, under Settings, Basic.',
          de: 'Setzen Sie WHATSAPP_APP_ID: Sie steht in der Meta-App unter Einstellungen, Allgemeines.',
        },
      ),
    ];
  if (isAppAccepted === undefined)
    return [unknown({ en: 'Meta could not be asked.', de: 'Meta war nicht zu fragen.' }, reachMeta)];
  if (isAppAccepted)
    return [ok({ en: 'Meta takes it for this app.', de: 'Meta nimmt es für diese App an.' })];
  return [
    failed(
      {
        en: 'Meta does not take it for this app: its webhooks would be refused.',
        de: 'Meta nimmt es für diese App nicht an: Ihre Webhooks würden abgelehnt.',
      },
      {
        en: 'Copy App ID and App Secret again (Meta app, Settings, Basic) to WHATSAPP_APP_ID and WHATSAPP_APP_SECRET.',
        de: 'Übertragen Sie App-ID und App-Geheimnis (Meta-App, Einstellungen, Allgemeines) noch einmal nach WHATSAPP_APP_ID und WHATSAPP_APP_SECRET.',
      },
    ),
  ];
}

export function checkTokens({ numbers }: DoctorFacts, now: Date): Finding[] {
  const { ok, warning, failed, unknown } = findingsOf('token');
  return numbers.map(({ id, token }) => {
    if (token === undefined)
      return unknown(
        {
          en: `Meta could not be asked about the token of ${id}.`,
          de: `Meta war nach dem Token von ${id} nicht zu fragen.`,
        },
        reachMeta,
      );
    const { isValid, expiresAt } = token;
    if (!isValid || (expiresAt !== null && expiresAt <= now))
      return failed(
        { en: `Meta refuses the token of ${id}.`, de: `Meta lehnt das Token von ${id} ab.` },
        newToken,
      );
    if (expiresAt === null)
      return ok({
        en: `That of ${id} is valid and has no end.`,
        de: `Das von ${id} gilt und läuft nicht ab.`,
      });
    const end = expiresAt.toISOString().slice(0, 10);
    const detail = { en: `That of ${id} is valid until ${end}.`, de: `Das von ${id} gilt bis ${end}.` };
    return expiresAt.getTime() - now.getTime() <= EXPIRING_MS ? warning(detail, newToken) : ok(detail);
  });
}

export function checkRegistration({ numbers }: DoctorFacts): Finding[] {
  const { ok, failed, unknown } = findingsOf('registration');
  return numbers.map(({ id, info, problem }) => {
    if (info === undefined && problem === undefined)
      return unknown(
        { en: `Meta could not be asked about ${id}.`, de: `Meta war nach ${id} nicht zu fragen.` },
        reachMeta,
      );
    if (info === undefined)
      return failed(
        { en: `Meta does not show ${id}: ${problem}`, de: `Meta zeigt ${id} nicht: ${problem}` },
        {
          en: 'Check WHATSAPP_PHONE_NUMBER_ID, and that the system user of the token may use its account.',
          de: 'Prüfen Sie WHATSAPP_PHONE_NUMBER_ID, und ob der Systemnutzer des Tokens das Konto verwenden darf.',
        },
      );
    if (info.status !== undefined && info.status !== 'CONNECTED')
      return failed(
        {
          en: `${id} is not registered (${info.status}).`,
          de: `${id} ist nicht registriert (${info.status}).`,
        },
        {
          en: `Prove it and register it: parley numbers code ${id} --method sms, then verify, then register.`,
          de: `Weisen Sie sie nach und registrieren Sie sie: parley numbers code ${id} --method sms, dann verify, dann register.`,
        },
      );
    const name = [info.displayNumber, info.verifiedName].filter((part) => part !== undefined).join(', ');
    return ok({ en: `${name || id} is registered.`, de: `${name || id} ist registriert.` });
  });
}

export function checkThroughput({ numbers }: DoctorFacts): Finding[] {
  const { ok, warning, unknown } = findingsOf('throughput');
  return numbers.map(({ id, info }) => {
    if (info === undefined)
      return unknown(
        { en: `Meta could not be asked about ${id}.`, de: `Meta war nach ${id} nicht zu fragen.` },
        reachMeta,
      );
    const bySystem = info.throughput === 'HIGH' ? 1000 : 80;
    const perSecond = info.onPhoneApp ? 20 : bySystem;
    if (info.throughput === 'NOT_APPLICABLE')
      return warning(
        { en: `${id} has no throughput at Meta yet.`, de: `${id} hat bei Meta noch keinen Durchsatz.` },
        {
          en: 'It gets one with its registration: parley numbers register.',
          de: 'Sie bekommt ihn mit der Registrierung: parley numbers register.',
        },
      );
    const limit = info.messagingLimit === undefined ? '' : `, ${info.messagingLimit}`;
    return ok({
      en: `${id} may send ${perSecond} messages a second${limit}.`,
      de: `${id} darf ${perSecond} Nachrichten in der Sekunde senden${limit}.`,
    });
  });
}

export function checkSubscription({ subscribed, appId, publicUrl }: DoctorFacts): Finding[] {
  const { ok, warning, failed, unknown } = findingsOf('subscription');
  return subscribed.map(({ accountId, apps }) => {
    if (apps === undefined)
      return unknown(
        {
          en: `Meta could not be asked who gets the webhooks of ${accountId}.`,
          de: `Meta war nicht zu fragen, wer die Webhooks von ${accountId} bekommt.`,
        },
        reachMeta,
      );
    const own = apps.find(({ id }) => appId === '' || id === appId);
    if (!own)
      return failed(
        {
          en: `The app does not get the webhooks of ${accountId}.`,
          de: `Die App bekommt die Webhooks von ${accountId} nicht.`,
        },
        {
          en: `Subscribe it: POST /${accountId}/subscribed_apps of the Graph API with the access token, or in the Meta app under WhatsApp, Configuration.`,
          de: `Abonnieren Sie sie: POST /${accountId}/subscribed_apps der Graph API mit dem Zugriffstoken, oder in der Meta-App unter WhatsApp, Konfiguration.`,
        },
      );
    const { callbackUrl } = own;
    if (callbackUrl !== undefined && publicUrl !== undefined && !callbackUrl.startsWith(publicUrl))
      return warning(
        {
          en: `The account sends its webhooks to ${callbackUrl}, not to ${publicUrl}.`,
          de: `Das Konto sendet seine Webhooks an ${callbackUrl}, nicht an ${publicUrl}.`,
        },
        {
          en: 'Change or clear the override of the callback: POST subscribed_apps with override_callback_uri, or without a body.',
          de: 'Ändern oder löschen Sie die abweichende Adresse: POST subscribed_apps mit override_callback_uri, oder ohne Inhalt.',
        },
      );
    return ok({
      en: `The app gets the webhooks of ${accountId}.`,
      de: `Die App bekommt die Webhooks von ${accountId}.`,
    });
  });
}
