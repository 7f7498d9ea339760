export type { Account, BusinessNumber } from './account/account.ts';
export { DISPLAY_NUMBER, SANDBOX_DEFAULTS, VERIFIED_NAME, WIRE_DISPLAY_NUMBER } from './account/defaults.ts';
export { readSettings, type Settings, SettingsError } from './settings.ts';
export { type RunningSandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts';
export { StateError } from './state/database.ts';
export { signWebhook, toWebhookJson } from './webhooks/signature.ts';
