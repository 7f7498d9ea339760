import type { ReadSettings } from '../settings/read-settings.ts';

/** What the settings were, for whoever sets up another machine; no token, secret or key among them. */
export function settingsSummary(settings: ReadSettings) {
  const { publicUrl, consentMode, stopConfirmation, allowedHosts, sandbox, whatsApp, numbers, business } =
    settings;
  return {
    publicUrl: publicUrl ?? null,
    consentMode,
    stopConfirmation,
    allowedHosts,
    sandbox,
    whatsApp: { appId: whatsApp.appId, apiBaseUrl: whatsApp.apiBaseUrl, apiVersion: whatsApp.apiVersion },
    numbers: numbers.map(({ id, accountId }) => ({ id, accountId })),
    business,
  };
}
