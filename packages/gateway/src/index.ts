export type { Gateway, GatewayOverrides } from './gateway.ts';
export { startGateway } from './gateway.ts';
export { readSettings } from './settings/read-settings.ts';
export type { BusinessSettings, NumberSettings, Settings, WhatsAppSettings } from './settings/settings.ts';
