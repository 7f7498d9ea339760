export type { AdapterOptions, SalesforceAdapter, Timing } from './adapter.ts';
export { startSalesforceAdapter } from './adapter.ts';
export type { Log } from './deps.ts';
export type { Credentials, SalesforceSettings } from './settings.ts';
export { readSettings } from './settings.ts';
